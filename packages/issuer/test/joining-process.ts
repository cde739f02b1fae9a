// Runs as one of several processes that ask for an identity at once; prints the grant as JSON.
import { localIssuer } from '../src/index.ts';

const [home = '', alias] = process.argv.slice(2);
const issuer = localIssuer({ home, clock: Date.now, random: Math.random });
const request = { missionId: 'demo', alias, role: 'developer', principal: 'me@here' };
process.stdout.write(JSON.stringify(issuer.joinSync(request)));
