import { ownFunction } from './bash.ts';
import { promptFunction } from './prompt-function.ts';

/** As the command decides: mine, or root's where that counts, of one name, and not for all to write. */
const trusts = `\
_missionctl_trusts() {
  local -A facts
  zmodload -F zsh/stat b:zstat 2> /dev/null && zstat -H facts "$1" 2> /dev/null || return 1
  [[ \${facts[uid]} == \${EUID} || ( \${2-} == root && \${facts[uid]} == 0 ) ]] &&
    (( ! (facts[mode] & 2) )) && [[ -d $1 || \${facts[nlink]} == 1 ]]
}
`;

/** The script for zsh, from 5.0 on. */
export function zshScript(checkout: readonly string[] | undefined): string {
  return `# missionctl in zsh. In ~/.zshrc, after compinit:
#   eval "$(missionctl shell-init zsh)"
#   setopt prompt_subst; precmd_functions+=(missionctl_prompt)
#   PROMPT='\${MISSIONCTL_PROMPT:+[$MISSIONCTL_PROMPT] }'$PROMPT
${ownFunction(checkout)}
_missionctl() {
  local word brief files=
  local -a whole begun
  while IFS=$'\\t' read -r word brief; do
    # After wp: comes the rest of the word.
    case $word in
      (*'<file>') files=1 ;;
      (*:) begun+=("\${word//:/\\\\:}:$brief") ;;
      (*) whole+=("\${word//:/\\\\:}:$brief") ;;
    esac
  done < <(missionctl complete -- "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)
  if [[ -n $files ]]; then
    compset -P '--[a-z-]##='
    _files
    return
  fi
  _describe missionctl whole -- begun -S ''
}
if (( \${+functions[compdef]} )); then compdef _missionctl missionctl; fi
${promptFunction(trusts)}`;
}
