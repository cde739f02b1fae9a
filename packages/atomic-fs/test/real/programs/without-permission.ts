import { readRegularFileSync, replaceFileSync } from '../../../src/index.ts';

// without-permission <path>: reads and writes a file, and prints what each is refused with.
const [path = ''] = process.argv.slice(2);

function refusalOf(call: () => unknown): unknown {
  try {
    return { done: call() };
  } catch (error) {
    const { code, message } = error as { code: unknown; message: string };
    return { code, message };
  }
}

const read = refusalOf(() => readRegularFileSync(path));
const written = refusalOf(() => replaceFileSync(path, 'new'));
console.log(JSON.stringify({ read, written }));
