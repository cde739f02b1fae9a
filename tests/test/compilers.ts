import { join } from 'node:path';
import type * as Compiler from 'typescript5';
import { root } from './repository.ts';
import { run } from './run-program.ts';

type TypeScript = typeof Compiler;

/** How a consumer compiles: the `module` and the `moduleResolution` of the compiler's options. */
export interface Modules {
  readonly module: 'nodenext' | 'esnext';
  readonly resolution: 'nodenext' | 'bundler';
}

/** What a compiler objects to in a file of a consumer, and in every declaration of ours. */
export type Objections = (file: string, modules: Modules) => Promise<string> | string;

const strictest = ['strict', 'exactOptionalPropertyTypes', 'noUncheckedIndexedAccess'] as const;

/**
 * Asked by its API: a command would check the declarations of Node and of the language with ours,
 * which takes ten times as long, or with `skipLibCheck` none at all.
 */
export function compilerOf(load: () => Promise<{ readonly default: unknown }>): Objections {
  return async (path, { module, resolution }) => {
    const ts = (await load()).default as TypeScript;
    const { options, errors } = ts.convertCompilerOptionsFromJson(
      {
        ...Object.fromEntries(strictest.map((flag) => [flag, true])),
        noEmit: true,
        target: 'es2022',
        types: ['node'],
        module,
        moduleResolution: resolution,
      },
      join(path, '..'),
    );
    const program = ts.createProgram([path], options);
    const ours = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName === path || fileName.includes('/@missionctl/'));
    const found = ours.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]);
    const place = {
      getCurrentDirectory: () => root,
      getCanonicalFileName: String,
      getNewLine: () => '\n',
    };
    return ts.formatDiagnostics([...errors, ...program.getOptionsDiagnostics(), ...found], place);
  };
}

/** TypeScript 7 has no API; it is quick enough to check every declaration there is. */
export const newestCompiler: Objections = async (path, { module, resolution }) => {
  const modules = ['--module', module, '--moduleResolution', resolution, '--target', 'es2022'];
  const flags = strictest.map((flag) => `--${flag}`);
  const rest = ['--noEmit', '--ignoreConfig', '--types', 'node', path];
  const tsc = join(root, 'node_modules/.bin/tsc');
  const { code, stdout, stderr } = await run(tsc, [...modules, ...flags, ...rest], {
    cwd: join(path, '..'),
  });
  return code === 0 ? stdout + stderr : `exit ${code}\n${stdout}${stderr}`;
};
