/**
 * `missionctl_prompt` in the words that bash and zsh have in common: builtins and redirections, no
 * command substitution, so that no process is started. It walks upwards by `../`, through the
 * directories that the kernel knows, as the command does: $PWD may lead through a link.
 */
export const promptFunction: string = `\
# Sets MISSIONCTL_PROMPT to the mission that is meant here, or to nothing. Starts no process.
missionctl_prompt() {
  if [[ -n \${ZSH_VERSION-} ]]; then emulate -L zsh; setopt bash_rematch ksh_arrays; fi
  local LC_ALL=C id=\${MISSIONCTL_MISSION-} up=./ text=
  local root=\${MISSIONCTL_HOME:-\${SPEC_KITTY_HOME:-\${HOME-}/.spec-kitty}}
  local active='^[^{]*[{][^{}]*"active_mission_id"[[:space:]]*:[[:space:]]*"([^"]*)"'
  local mission='^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'
  if [[ -z $id ]]; then
    until [[ -e \${up}.mission || -L \${up}.mission || $up -ef \${up}.. || ! -d $up ]]; do
      up=../$up
    done
    if [[ -e \${up}.mission || -L \${up}.mission ]]; then
      # A pin that is not a file of mine is refused, and nothing behind it counts.
      if _missionctl_is_mine "\${up}.mission"; then
        while [[ -z $id ]] && { IFS=$' \\t' read -r id || [[ -n $id ]]; }; do
          id=\${id%%[#]*}
          id=\${id%"\${id##*[![:space:]]}"}
        done 2> /dev/null < "\${up}.mission"
      fi
    elif [[ $root == /* ]] && _missionctl_is_mine "$root/session.json"; then
      IFS= read -r -d '' text 2> /dev/null < "$root/session.json" || :
      if [[ $text =~ $active ]]; then id=\${BASH_REMATCH[1]}; fi
    fi
  fi
  # Only what is a mission's name: a prompt would carry out more than that.
  if [[ ! $id =~ $mission ]]; then id=; fi
  MISSIONCTL_PROMPT=$id
}
_missionctl_is_mine() { [[ -f $1 && -r $1 && -O $1 && ! -L $1 ]]; }
`;
