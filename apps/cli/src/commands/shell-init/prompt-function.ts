import { longestMissionId } from '@missionctl/session-model';

const high = String.raw`[$'\x80'-$'\xff']`;
const tail = String.raw`[$'\x80'-$'\xbf']`;

/**
 * What may not follow E0, and must follow ED; and what may not follow F0, and must follow F4: there a
 * character takes too many bytes, is half of a pair of UTF-16, or is beyond the last (RFC 3629). They
 * are looked up in a text: zsh takes a range in brackets for another one when it ends with one of 83 to A2.
 */
const low = bytes(0x80, 0x9f);
const lowest = bytes(0x80, 0x8f);
const two = String.raw`[$'\xc2'-$'\xdf']${tail}*`;
const three = String.raw`[$'\xe0'-$'\xef']${tail}${tail}*`;
const four = String.raw`[$'\xf0'-$'\xf4']${tail}${tail}${tail}*`;

/**
 * `missionctl_prompt` for bash and zsh: builtins and redirections, no command substitution, so it
 * starts no process. It walks up by `../`, through the directories that the kernel knows, as the
 * command does: $PWD may lead through a link. It uses no regular expression, whose groups would
 * stay in the user's shell. In the locale C, A-Z is ASCII, and a character is a byte.
 *
 * @param trusts The function that says of a path whether what is there counts; its second argument
 *   is `root` where what is root's counts as well, and `home` in a home, which root reads whosever it is.
 */
export function promptFunction(trusts: string): string {
  return `\
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
      _missionctl_read "\${up}.mission" root
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
    elif [[ $root == /* ]] && _missionctl_trusts "$root" home; then
      _missionctl_read "$root/session.json" home
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
  if [[ $id != [A-Za-z0-9]* || $id == *[!A-Za-z0-9._-]* || $id == *. ]]; then id=; fi
  if [[ \${#id} -gt ${longestMissionId} ]]; then id=; fi
  case \${id%%.*} in
    ([Cc][Oo][Nn] | [Pp][Rr][Nn] | [Aa][Uu][Xx] | [Nn][Uu][Ll]) id= ;;
    ([Cc][Oo][Mm][0-9] | [Ll][Pp][Tt][0-9]) id= ;;
  esac
  MISSIONCTL_PROMPT=$id
}
# Reads a file that counts into the caller's text. Success of read means that it met a NUL.
_missionctl_read() {
  local rest= second= low=${low} lowest=${lowest}
  [[ -f $1 && -r $1 && ! -L $1 ]] && _missionctl_trusts "$@" || return 0
  if IFS= read -r -d '' text 2> /dev/null < "$1"; then text=; fi
  rest=$text
  # What is not UTF-8 is refused.
  while [[ $rest == *${high}* ]]; do
    rest=\${rest#"\${rest%%${high}*}"}
    second=\${rest#?}
    second=\${second%"\${second#?}"}
    case $rest in
      ($'\\xe0'*) [[ $low != *"$second"* ]] || second= ;;
      ($'\\xed'*) [[ $low == *"$second"* ]] || second= ;;
      ($'\\xf0'*) [[ $lowest != *"$second"* ]] || second= ;;
      ($'\\xf4'*) [[ $lowest == *"$second"* ]] || second= ;;
    esac
    if [[ -z $second ]]; then text= rest=; fi
    case $rest in
      ('') ;;
      (${two}) rest=\${rest#??} ;;
      (${three}) rest=\${rest#???} ;;
      (${four}) rest=\${rest#????} ;;
      (*) text= rest= ;;
    esac
  done
}
${trusts}`;
}

/** A text of every byte from one to another, as bash and zsh quote it. */
function bytes(from: number, to: number): string {
  const each = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return `$'${each.map((byte) => `\\x${byte.toString(16)}`).join('')}'`;
}
