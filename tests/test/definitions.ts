import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import ts from 'typescript5';

/** A name that a program imports, and where an editor goes for its definition. */
export interface Definition {
  readonly name: string;
  /** What it is imported from. */
  readonly specifier: string;
  /** The file that opens; undefined where nothing does. */
  readonly file: string | undefined;
  /** The text from there to the end of its line. */
  readonly text: string;
}

interface Place {
  readonly line: number;
  readonly offset: number;
}

interface Message {
  readonly request_seq?: number;
  readonly body?: readonly { readonly file: string; readonly start: Place }[];
}

/** Asks the language server that editors run, of each name that a program imports from packages. */
export async function definitionsIn(program: string): Promise<readonly Definition[]> {
  const asked = importsOf(program);
  const server = createRequire(import.meta.url).resolve('typescript5/lib/tsserver.js');
  const flags = ['--disableAutomaticTypingAcquisition', '--suppressDiagnosticEvents'];
  const editor = spawn(process.execPath, [server, ...flags]);
  const say = (seq: number, command: string, args: object): void => {
    const request = { seq, type: 'request', command, arguments: { file: program, ...args } };
    editor.stdin.write(`${JSON.stringify(request)}\n`);
  };
  say(0, 'open', {});
  for (const [at, { place }] of asked.entries()) say(at + 1, 'definition', place);
  const answers = new Map<number, Definition>();
  for await (const line of createInterface(editor.stdout)) {
    if (!line.startsWith('{')) continue;
    const { request_seq: seq = 0, body } = JSON.parse(line) as Message;
    const found = asked[seq - 1];
    if (found === undefined) continue;
    const [definition] = body ?? [];
    const text = definition === undefined ? '' : textAt(definition);
    answers.set(seq, { ...found, file: definition?.file, text });
    if (answers.size === asked.length) editor.kill();
  }
  return [...answers.values()];
}

function importsOf(program: string): readonly (Pick<Definition, 'name' | 'specifier'> & {
  readonly place: Place;
})[] {
  const file = ts.createSourceFile(program, readFileSync(program, 'utf8'), ts.ScriptTarget.ES2023);
  return file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const { moduleSpecifier, importClause } = statement;
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map((element) => {
      const { line, character } = file.getLineAndCharacterOfPosition(element.name.getStart(file));
      const specifier = moduleSpecifier.getText(file).slice(1, -1);
      const place = { line: line + 1, offset: character + 1 };
      return { name: element.name.text, specifier, place };
    });
  });
}

function textAt({ file, start }: { readonly file: string; readonly start: Place }): string {
  const line = readFileSync(file, 'utf8').split('\n')[start.line - 1] ?? '';
  return line.slice(start.offset - 1);
}
