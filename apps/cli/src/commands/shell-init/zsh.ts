import { ownFunction } from './bash.ts';
import { promptFunction } from './prompt-function.ts';

/** The script for zsh, from 5.0 on. */
export function zshScript(checkout: readonly string[] | undefined): string {
  return `# missionctl in zsh. In ~/.zshrc, after compinit:
#   eval "$(missionctl shell-init zsh)"
#   setopt prompt_subst; precmd_functions+=(missionctl_prompt)
#   PROMPT='\${MISSIONCTL_PROMPT:+[$MISSIONCTL_PROMPT] }'$PROMPT
${ownFunction(checkout)}
_missionctl() {
  local word brief
  local -a whole begun
  while IFS=$'\\t' read -r word brief; do
    # After wp: comes the rest of the word.
    case $word in
      (*:) begun+=("\${word//:/\\\\:}:$brief") ;;
      (*) whole+=("\${word//:/\\\\:}:$brief") ;;
    esac
  done < <(missionctl complete -- "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)
  _describe missionctl whole -- begun -S ''
}
if (( \${+functions[compdef]} )); then compdef _missionctl missionctl; fi
${promptFunction}`;
}
