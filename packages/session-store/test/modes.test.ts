import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from '@missionctl/test-support/child';
import { bothForms } from '@missionctl/test-support/form';
import { temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';

describe.each(bothForms)('under a umask (%s)', (form) => {
  test.each(['000', '022', '077', '002', '027'])(
    'of %s every file is 0600, every directory 0700',
    (umask) => {
      const home = temporaryHome();
      const made = answerOf(new URL('everything-written.ts', import.meta.url), {
        home,
        form,
        umask,
      });
      expect(made).toEqual([
        'home 700',
        'home/missions 700',
        'home/missions/demo 700',
        'home/missions/demo/as 700',
        'home/missions/demo/as/bot 700',
        'home/missions/demo/as/bot/session.json 600',
        'home/missions/demo/as/bot/session.lock 600',
        'home/missions/demo/session.json 600',
        'home/missions/demo/session.json.damaged-20260215T133100000000Z 600',
        'home/missions/demo/session.lock 600',
      ]);
      expect(readdirSync(join(home, '..'))).toEqual(['home']);
      expect(lstatSync(home).mode & 0o777).toBe(0o700);
    },
  );
});
