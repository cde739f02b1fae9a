import ts from 'typescript5';
import type { EntryPoint, PublicApi, PublicExport } from './public-api.ts';

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
const emitted = new Map<string, ts.SourceFile>();

/** What an importer of one entry point can use: each name with its declaration, without bodies. */
export function reportOf(entry: EntryPoint, api: PublicApi): string {
  const blocks = api.exportsOf(entry).map((found) => declarationsOf(found).join('\n'));
  return `# ${entry.specifier}

What this entry point exports. Written by the tests, which fail when it differs: see CONTRIBUTING.md.

\`\`\`ts
${blocks.join('\n\n')}
\`\`\`
`;
}

function declarationsOf({ name, symbol, declarations }: PublicExport): readonly string[] {
  if (declarations.some(ts.isSourceFile)) {
    // The name of such a symbol is a path of this machine.
    return [`namespace ${name} { ${[...(symbol.exports?.keys() ?? [])].join(', ')} }`];
  }
  const texts = declarations.flatMap((declaration) => {
    const file = declarationFile(declaration.getSourceFile());
    return file.statements
      .filter((statement) => namesOf(statement).includes(symbol.name))
      .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, file));
  });
  const alias = name === symbol.name ? [] : [`// ${symbol.name}, exported as ${name}:`];
  return [...alias, ...new Set(texts.map(asReported))];
}

/** A source file as the compiler would ship its types; it has them all written down. */
function declarationFile({ fileName, text }: ts.SourceFile): ts.SourceFile {
  const known = emitted.get(fileName);
  if (known !== undefined) return known;
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext };
  const { outputText } = ts.transpileDeclaration(text, { fileName, compilerOptions });
  const file = ts.createSourceFile(fileName, outputText, ts.ScriptTarget.ES2023);
  emitted.set(fileName, file);
  return file;
}

function namesOf(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** As it is written here: two spaces, and without what every export has. */
function asReported(text: string): string {
  return text
    .replace(/^export (declare )?/, '')
    .replace(/^( {4})+/gm, (indent) => ' '.repeat(indent.length / 2));
}
