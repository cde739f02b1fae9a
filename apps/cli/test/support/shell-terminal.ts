import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where an interactive shell runs: the directory is its home too. */
export interface TypingPlace {
  readonly directory: string;
  /** Run by the shell before the first line is typed. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

const prompt = 'ready to type';

/** How each shell is started, so that Ctrl-O prints the line and Ctrl-U empties it. */
const shells = {
  bash: {
    file: '.bashrc',
    command: 'exec bash --noprofile --rcfile .bashrc -i',
    start: `unset HISTFILE; bind -x '"\\C-o": printf "<<%s>>" "$READLINE_LINE"'`,
  },
  zsh: {
    file: '.zshrc',
    command: 'exec zsh -d -i',
    start: `autoload -Uz compinit && compinit -D -u
tell() { print -rn -- "<<$BUFFER>>" > /dev/tty; }
zle -N tell; bindkey '^O' tell; bindkey '^U' kill-whole-line`,
  },
} as const;

const tab = '\t';
const tell = '\u000f';
const empty = '\u0015';

/**
 * Types lines at a pseudo-terminal, each followed by TAB, and returns what the shell makes of
 * them. No line is run.
 */
export async function typeInto(
  shell: keyof typeof shells,
  lines: readonly string[],
  { directory, script, environment }: TypingPlace,
): Promise<readonly string[]> {
  const { file, command, start } = shells[shell];
  writeFileSync(join(directory, file), `${start}\n${script}\nPS1='${prompt}'\n`);
  const { PATH = '' } = process.env;
  const own = { PATH, HOME: directory, ZDOTDIR: directory, SHELL: '/bin/sh', TERM: 'dumb' };
  const terminal = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: directory,
    env: { ...own, ...environment },
    timeout: 30_000,
  });
  const ended = once(terminal, 'exit');
  const until = reader(terminal.stdout);
  try {
    await until(new RegExp(prompt));
    const made: string[] = [];
    for (const line of lines) {
      terminal.stdin.write(line + tab + tell + empty);
      made.push(await until(/<<(.*?)>>/s));
    }
    return made;
  } finally {
    terminal.stdin.end('exit\r');
    await ended;
    terminal.stdout.destroy();
  }
}

/** Reads until a pattern matches, and returns its first group. */
function reader(stream: Readable): (pattern: RegExp) => Promise<string> {
  let shown = '';
  stream.setEncoding('utf8');
  const chunks = stream.iterator({ destroyOnReturn: false });
  return async (pattern) => {
    for (;;) {
      const found = pattern.exec(shown);
      if (found !== null) {
        shown = shown.slice(found.index + found[0].length);
        return found[1] ?? '';
      }
      const { done, value } = await chunks.next();
      if (done === true) throw new Error(`the shell has ended: ${shown}`);
      shown += String(value);
    }
  };
}
