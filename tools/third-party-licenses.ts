import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from '../apps/cli/tsdown.config.ts';

/** Whose code a package holds in its turn, by its own sources, all under its own license. */
const heldByOthers: Readonly<Record<string, string>> = {
  '@modelcontextprotocol/server': `Holds code of content-type (Copyright (c) 2015 Douglas Christopher
Wilson) under the MIT license. Its validator of JSON Schemas is left out.`,
  undici: `Holds code of llhttp (Copyright Fedor Indutny, 2018), of ws (Copyright (c) 2011 Einar
Otto Stangvik, 2013 Arnout Kazemier and contributors, 2016 Luigi Pinca and contributors), and of
formdata-polyfill and fetch-blob (Jimmy Wärting), all under the MIT license.`,
};

const root = join(import.meta.dirname, '..');

/** Prints what is shipped beside the bundle: each package in it, its version and its license. */
console.log(`# Third-party licenses

The bundle of \`missionctl\` holds code of these packages, under these licenses. Written by
\`pnpm --filter missionctl write-licenses\`; a test compares it with what is installed.

${bundledPackages.toSorted().map(sectionOf).join('\n\n')}`);

function sectionOf(name: string): string {
  const directory = installed(name);
  const { version, license } = JSON.parse(
    readFileSync(join(directory, 'package.json'), 'utf8'),
  ) as { readonly version: string; readonly license: string };
  const notices = globSync('NOTICE*', { cwd: directory }).map((file) => join(directory, file));
  const texts = [licenseFile(name, directory), ...notices].map((file) =>
    readFileSync(file, 'utf8')
      .replaceAll('\r\n', '\n')
      .replace(/^\n+|\s+$/g, ''),
  );
  const held = heldByOthers[name] === undefined ? '' : `${heldByOthers[name]}\n\n`;
  return `## ${name} ${version} (${license})\n\n${held}\`\`\`text\n${texts.join('\n\n')}\n\`\`\``;
}

/** A package is installed beside the one of ours that declares it, or for one of those. */
function installed(name: string): string {
  const places = [
    'packages/*/node_modules',
    'apps/*/node_modules',
    'node_modules/.pnpm/node_modules',
  ];
  const [found] = places.flatMap((place) => globSync(`${place}/${name}`, { cwd: root }));
  if (found === undefined) throw new Error(`'${name}' is bundled, and no package declares it`);
  return join(root, found);
}

function licenseFile(name: string, directory: string): string {
  const [theirs] = globSync(['{LICENSE,LICENCE,license}*'], { cwd: directory });
  if (theirs === undefined) throw new Error(`'${name}' ships no license`);
  return join(directory, theirs);
}
