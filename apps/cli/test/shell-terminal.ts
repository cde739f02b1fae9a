import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An interactive shell in a directory of its own, which is its home too. */
export interface TypingPlace {
  readonly directory: string;
  /** Run by the shell before the first line is typed. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
}

const ready = 'ready to type';

/** How each shell is started, and has Ctrl-O tell what the line holds. */
const shells = {
  bash: {
    file: '.bashrc',
    command: 'exec bash --noprofile --rcfile .bashrc -i',
    start: `bind -x '"\\C-o": printf "<<%s>>" "$READLINE_LINE"'`,
  },
  zsh: {
    file: '.zshrc',
    command: 'exec zsh -d -i',
    start: `autoload -Uz compinit && compinit -D -u
tell() { print -rn -- "<<$BUFFER>>" > /dev/tty; }; zle -N tell; bindkey '^O' tell; bindkey '^U' kill-whole-line`,
  },
} as const;

/**
 * Types lines at a pseudo-terminal, each followed by TAB, and answers with what the shell makes of
 * them. None is ever run.
 */
export async function typeInto(
  shell: keyof typeof shells,
  lines: readonly string[],
  { directory, script, environment }: TypingPlace,
): Promise<readonly string[]> {
  const { file, command, start } = shells[shell];
  writeFileSync(join(directory, file), `${start}\n${script}\nPS1='${ready}'\n`);
  const { PATH = '' } = process.env;
  const terminal = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd: directory,
    env: {
      PATH,
      HOME: directory,
      ZDOTDIR: directory,
      SHELL: '/bin/sh',
      TERM: 'dumb',
      ...environment,
    },
  });
  let shown = '';
  terminal.stdout.setEncoding('utf8');
  const output = terminal.stdout.iterator({ destroyOnReturn: false });
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(shown);
      if (found !== null) {
        shown = shown.slice(found.index + found[0].length);
        return found[1] ?? '';
      }
      const { done, value } = await output.next();
      if (done === true) throw new Error(`${shell} ended: ${shown}`);
      shown += String(value);
    }
  };
  try {
    await until(new RegExp(ready));
    const made: string[] = [];
    for (const line of lines) {
      terminal.stdin.write(`${line}\t\u000f\u0015`);
      made.push(await until(/<<(.*?)>>/s));
    }
    return made;
  } finally {
    terminal.stdin.end('exit\r');
    terminal.kill();
  }
}
