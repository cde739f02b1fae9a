import { test } from 'vitest';
import { typeInto } from './shell-terminal.ts';
import { tempDirectory, testHome } from './run.ts';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
test.each(['bash','zsh'] as const)('%s', async (shell) => {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join other --role reviewer');
  await home.ok('join demo --as bot --role developer');
  await home.ok('focus wp:WP01 --mission demo --as bot');
  const script = execFileSync(process.execPath, ['--conditions=missionctl-source', main, 'shell-init', shell], {encoding:'utf8'});
  const t = performance.now();
  console.log(await typeInto(shell, ['missionctl foc','missionctl switch ot','missionctl status --mission ot','missionctl status --mission=ot', 'missionctl --mission=ot', 'missionctl --mission other foc', 'missionctl status --as b', 'missionctl focus s', 'missionctl focus w', 'missionctl focus wp:', 'missionctl focus wp:W','missionctl status --no', 'missionctl status --a', 'missionctl focus $(touch planted) ', 'missionctl focus $(touch planted) --js', 'missionctl join demo --role=st', 'missionctl zzz '], { directory: tempDirectory(), script: script + script, environment: { MISSIONCTL_HOME: home.path, MISSIONCTL_OUTPUT: 'json' }}), performance.now() - t);
});
