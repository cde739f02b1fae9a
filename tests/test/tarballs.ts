import { globSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from '@missionctl/atomic-fs';
import { publishedPackages, readManifest, root } from './repository.ts';
import { runToEnd } from './run-program.ts';

/**
 * Builds and packs every published package; the paths of the tarballs. Two test files need them,
 * and a build that clears `dist` while another one packs it would be a matter of luck.
 */
export function packAll(directory: string): Promise<readonly string[]> {
  const lock = join(root, 'node_modules/pack.lck');
  return withLock(lock, { timeoutMs: 200_000 }, async () => {
    const pnpm = ['-y', String(readManifest('package.json').packageManager)];
    await runToEnd('npx', [...pnpm, 'run', 'build'], { cwd: root });
    const chosen = publishedPackages().map(({ name }) => `--filter=${name}`);
    const pack = [...pnpm, '-r', ...chosen, 'pack', '--pack-destination', directory];
    await runToEnd('npx', pack, { cwd: root });
    return globSync(join(directory, '*.tgz'));
  });
}

/** Unpacks every published package below `node_modules`, beside what the libraries depend on. */
export async function unpackAll(directory: string): Promise<void> {
  const tarballs = await packAll(directory);
  const modules = join(directory, 'node_modules');
  for (const { name, manifest } of publishedPackages()) {
    const base = `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`;
    const tarball = tarballs.find((path) => basename(path) === base);
    if (tarball === undefined) throw new Error(`${base} was not packed`);
    mkdirSync(join(modules, name), { recursive: true });
    const into = ['-C', join(modules, name), '--strip-components=1'];
    await runToEnd('tar', ['-xzf', tarball, ...into], { cwd: directory });
  }
  for (const { directory: from, manifest } of publishedPackages()) {
    const others = Object.keys(manifest.dependencies ?? {}).filter(
      (name) => !name.startsWith('@missionctl/'),
    );
    for (const name of others) linkOnce(join(root, from, 'node_modules', name), modules, name);
  }
  linkOnce(join(root, 'node_modules/@types/node'), modules, '@types/node');
}

function linkOnce(target: string, modules: string, name: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(target, join(modules, name));
}
