import { longestMissionId } from '@missionctl/session-model';

/**
 * `missionctl_prompt` for bash and zsh: builtins and redirections, no command substitution, so it
 * starts no process. It walks up by `../`, through the directories that the kernel knows, as the
 * command does: $PWD may lead through a link. It uses no regular expression, whose groups would
 * stay in the user's shell. In the locale C, A-Z is ASCII.
 */
export const promptFunction: string = `\
# Sets MISSIONCTL_PROMPT to the selected mission, or to nothing. Starts no process.
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
  # Only what can be a mission id: a prompt would execute other text.
  if [[ $id != [A-Za-z0-9]* || $id == *[!A-Za-z0-9._-]* || \${#id} -gt ${longestMissionId} ]]; then id=; fi
  MISSIONCTL_PROMPT=$id
}
# Reads a regular file of mine into the caller's text. Success of read means that it met a NUL.
_missionctl_read() {
  if [[ -f $1 && -r $1 && -O $1 && ! -L $1 ]]; then
    if IFS= read -r -d '' text 2> /dev/null < "$1"; then text=; fi
  fi
}
`;
