// A bot that joins a mission, works in it, and leaves: node bot.ts <home> <mission>
import { join, leave, openHome, setDrive, setFocus, status } from '@missionctl/actions';

const [path = '', mission = ''] = process.argv.slice(2);
const home = openHome({ path });
const bot = { mission, who: 'bot' };

const { changed } = await join(home, bot, { role: 'developer' });
console.log(changed ? 'joined' : 'goes on where it was stopped');
await setDrive(home, bot, 'active');
for (const work of ['wp:WP01', 'wp:WP02']) {
  // What a stopped bot worked on stays in its session, for everybody to see.
  const { session } = await setFocus(home, bot, work, { timeoutMs: 1000 });
  console.log('works on', session.focus);
}
const { participants } = await status(home, bot);
console.log('here:', participants.map(({ address }) => address.alias ?? 'the owner').join(', '));
await leave(home, bot);
