// Settings that many processes change at once: node settings.ts <file> <user>
import { readState, stateFile, updateState } from '@missionctl/state-file';
import * as v from 'valibot';

const Settings = v.object({ starts: v.number(), users: v.array(v.string()) });
const [path = '', user = ''] = process.argv.slice(2);
const defaults = { starts: 0, users: [] };
const settings = stateFile({ path, schema: Settings, defaults });

try {
  await updateState(
    settings,
    // No other process writes between what this is given and what it returns.
    ({ starts, users }) => ({
      starts: starts + 1,
      users: users.includes(user) ? users : [...users, user],
    }),
    { timeoutMs: 60_000 },
  );
} catch (error) {
  // The disk is full, say: then the file is as it was, and no half of a new one is there.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
const found = await readState(settings);
if (found.status === 'present') console.log(found.value.starts, 'starts');
if (found.status === 'damaged') console.error(found.issues);
