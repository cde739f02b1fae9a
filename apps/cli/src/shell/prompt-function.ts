/**
 * `missionctl_prompt` in the words that bash and zsh have in common: builtins and redirections, no
 * command substitution, so that no process is started. It walks upwards by `../`, through the
 * directories that the kernel knows, as the command does: $PWD may lead through a link. No regular
 * expression, whose groups would be left in the user's shell; in the locale C, A-Z is ASCII.
 */
export const promptFunction: string = `\
# Sets MISSIONCTL_PROMPT to the mission that is meant here, or to nothing. Starts no process.
missionctl_prompt() {
  if [[ -n \${ZSH_VERSION-} ]]; then emulate -L zsh; fi
  local LC_ALL=C id=\${MISSIONCTL_MISSION-} up=./ text= line= before= colon=
  local root=\${MISSIONCTL_HOME:-\${SPEC_KITTY_HOME:-\${HOME-}/.spec-kitty}}
  if [[ -z $id ]]; then
    until [[ -e \${up}.mission || -L \${up}.mission || $up -ef \${up}.. || ! -d $up ]]; do
      up=../$up
    done
    if [[ -e \${up}.mission || -L \${up}.mission ]]; then
      # A pin that is refused still hides what is behind it.
      _missionctl_read "\${up}.mission"
      if [[ \${#text} -gt 256 ]]; then text=; fi
      text=\${text//$'\\r\\n'/$'\\n'}
      while [[ -n $text ]]; do
        line=\${text%%$'\\n'*}
        text=\${text#"$line"}
        text=\${text#$'\\n'}
        line=\${line%%[#]*}
        line=\${line#"\${line%%[![:blank:]]*}"}
        line=\${line%"\${line##*[![:blank:]]}"}
        if [[ -n $line ]]; then id+=\${id:+ }$line; fi
      done
    elif [[ $root == /* ]]; then
      _missionctl_read "$root/session.json"
      before=\${text%%\\"active_mission_id\\"*}
      text=\${text#*\\"active_mission_id\\"}
      colon=\${text%%\\"*}
      # The key of the outermost object, and a text for its value.
      if [[ $before == *[{]* && $before != *[{]*[{}]* && \${colon//[[:space:]]/} == : ]]; then
        text=\${text#*\\"}
        id=\${text%%\\"*}
      fi
    fi
  fi
  # Only what is a mission's name: a prompt would carry out more than that.
  if [[ $id != [A-Za-z0-9]* || $id == *[!A-Za-z0-9._-]* || \${#id} -gt 64 ]]; then id=; fi
  MISSIONCTL_PROMPT=$id
}
# Leaves in the caller's text what is in a regular file of mine. To have read up to a NUL is success.
_missionctl_read() {
  if [[ -f $1 && -r $1 && -O $1 && ! -L $1 ]]; then
    if IFS= read -r -d '' text 2> /dev/null < "$1"; then text=; fi
  fi
}
`;
