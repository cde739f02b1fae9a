// Runs in its own process, which is no shell: an agent command line as far as its hooks see it. Each line that it
// reads is a command; it runs it as its own child, and prints how that ended as a line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a harness runs. */
export interface HarnessCommand {
  readonly words: readonly string[];
  readonly input: string;
  readonly directory: string;
}

for await (const line of createInterface(process.stdin)) {
  const { words, input, directory } = JSON.parse(line) as HarnessCommand;
  const child = spawn(process.execPath, words, {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.on('close', (code) => void process.stdout.write(`${JSON.stringify({ code, stdout })}\n`));
  child.stdin.on('error', () => {}).end(input);
}
