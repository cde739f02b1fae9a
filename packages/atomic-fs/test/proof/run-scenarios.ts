import { join } from 'node:path';
import { scenarios } from './traced-scenarios.ts';

// Runs under strace: every scenario in its own directory below the given one, by one runner.
const [runner, root = ''] = process.argv.slice(2);
for (const { name, sync, async } of scenarios) {
  const directory = join(root, name, 'd');
  if (runner === 'sync') sync(directory);
  else await async(directory);
}
