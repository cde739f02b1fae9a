import { describe, expect, test } from 'vitest';
import { sweptDirectories } from '../src/hook/git/sweeps.ts';

const at = '/work/project';

describe('a command line moves HEAD, or sweeps', () => {
  test.each([
    ['git checkout main', at],
    ['git checkout -- src/main.ts', at],
    ['git switch -c feature', at],
    ['git restore .', at],
    ['git reset --hard HEAD~1', at],
    ['git stash', at],
    ['git stash push -m "list of things"', at],
    ['git clean -fdx', at],
    ['git pull --rebase origin main', at],
    ['git rebase -i HEAD~3', at],
    ['git merge feature', at],
    ['git cherry-pick abc123', at],
    ['git revert HEAD', at],
    ['git add -A', at],
    ['git add --all && git commit -m x', at],
    ['git add .', at],
    ['git commit -am "done"', at],
    ['git commit -qa -m done', at],
    ['git commit --all --message done', at],
    ['npm test && git checkout main', at],
    ['npm test;git checkout main', at],
    ['npm test\ngit checkout main', at],
    ['npm test || (git stash && git pull)', at],
    ['if git checkout main; then npm test; fi', at],
    ['GIT_EDITOR=true git rebase --continue', at],
    ['env -- git stash', undefined],
    ['env LANG=C git stash', at],
    ['/usr/bin/git checkout main', at],
    ['git --no-pager -c core.editor=true checkout main', at],
    ['git checkout main > /dev/null 2>&1', at],
    ['git checkout main # back', at],
    ['git \\\n  checkout main', at],
    ['"git" \'checkout\' main', at],
    ['git checkout "$branch"', at],
    ['git checkout $(git rev-parse HEAD)', at],
    ['git checkout main <<EOF\ngit\nEOF', at],
    ['bash -lc "git checkout main"', at],
    ['cd other && git checkout main', `${at}/other`],
    ['cd /elsewhere && git -C sub checkout main', '/elsewhere/sub'],
    ['(cd other && npm test) && git checkout main', at],
    ['git -C ../beside checkout main', '/work/beside'],
  ])('%j', (line, directory) => {
    expect(sweptDirectories(line, at)).toEqual(directory === undefined ? [] : [directory]);
  });

  test('in two checkouts', () => {
    expect(sweptDirectories('git pull && cd other && git pull && git stash', at)).toEqual([
      at,
      `${at}/other`,
    ]);
  });
});

describe('nothing is said of', () => {
  test.each([
    'git status',
    'git log --oneline',
    'git diff && git show',
    'git fetch --all',
    'git push',
    'git branch feature',
    'git commit -m "git checkout main"',
    'git commit -m-a',
    'git commit -m -a',
    'git commit --dry-run -a',
    'git add src/main.ts',
    'git add -n .',
    'git add -- src/-A',
    'git stash list',
    'git stash show -p',
    'git clean -n',
    'git checkout --help',
    'git co main',
    'echo git checkout main',
    'echo "x; git checkout main"',
    "echo 'x\ngit checkout main'",
    '# git checkout main',
    'ls # && git checkout main',
    'cat <<EOF\ngit checkout main\nEOF',
    'cd "$dir" && git checkout main',
    'cd && git checkout main',
    'cd - && git checkout main',
    'cd ~/other && git checkout main',
    'git -C "$dir" checkout main',
    'git --git-dir=/other/.git checkout main',
    'git --work-tree /other checkout main',
    '$GIT checkout main',
    'git "$command" main',
    'legit checkout main',
    'grep -r "unterminated && git checkout main',
    'echo $(unterminated && git checkout main',
    '',
    'git',
    'git -C',
  ])('%j', (line) => {
    expect(sweptDirectories(line, at)).toEqual([]);
  });

  test('a line that nobody has written', () => {
    expect(sweptDirectories(`${'x '.repeat(60_000)}; git checkout main`, at)).toEqual([]);
    expect(sweptDirectories(`git ${'('.repeat(50_000)}`, at)).toEqual([]);
  });
});
