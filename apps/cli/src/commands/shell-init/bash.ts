import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { promptFunction } from './prompt-function.ts';

/** The script for bash, from 3.2 on. The typed line is split, and never evaluated. */
export function bashScript(checkout: readonly string[] | undefined): string {
  return `# missionctl in bash. In ~/.bashrc:
#   eval "$(missionctl shell-init bash)"
#   PROMPT_COMMAND+=$'\\nmissionctl_prompt'
#   PS1='\${MISSIONCTL_PROMPT:+[$MISSIONCTL_PROMPT] }'$PS1
${ownFunction(checkout)}
_missionctl() {
  local words partial word line=\${COMP_LINE:0:COMP_POINT}
  IFS=$' \\t\\n' read -r -d '' -a words <<< "$line" || :
  if [[ $line == *[[:space:]] ]]; then words+=(''); fi
  partial=\${words[\${#words[@]}-1]}
  COMPREPLY=()
  while IFS=$'\\t' read -r word _; do
    if [[ $word == *'<file>' ]]; then
      # The names of files, as readline completes them; bash 3.2 cannot be asked for that.
      compopt -o default 2> /dev/null || :
      continue
    fi
    # Only what follows the last : or =, where bash begins a new word.
    COMPREPLY+=("\${word#"\${partial%"$2"}"}")
  done < <(missionctl complete -- "\${words[@]:1}" 2> /dev/null)
  # After wp: comes the rest of the word.
  if [[ \${COMPREPLY[0]-} == *: ]]; then compopt -o nospace 2> /dev/null || :; fi
}
complete -F _missionctl missionctl

${promptFunction(trusts)}`;
}

/**
 * No builtin of bash shows a mode, a second name, or whose a file is if not mine. So all that is
 * mine counts, and root's pin where only root is likely to have put one: in a directory of mine.
 */
const trusts = `\
_missionctl_trusts() {
  local beside=\${1%/*}
  [[ -d $1 || -O $1 || ( \${2-} == root && -O $beside && ! -k $beside && ! -w $1 ) ]]
}
`;

/** A function for the `missionctl` of a checkout, in bash and zsh; empty when it is installed. */
export function ownFunction(checkout: readonly string[] | undefined): string {
  if (checkout === undefined) return '';
  const command = checkout.map((word) => quoteForShell(word)).join(' ');
  return `\nfunction missionctl { ${command} "$@"; }\n`;
}
