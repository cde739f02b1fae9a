import { longestMissionId } from '@missionctl/session-model';

/**
 * The script for fish, from 3.4 on. Whatever stands in a command substitution of the prompt
 * function is a builtin: no process is started.
 */
export function fishScript(checkout: readonly string[] | undefined): string {
  return `# missionctl in fish. In ~/.config/fish/config.fish:
#   missionctl shell-init fish | source
#   function fish_right_prompt; missionctl_prompt; echo $MISSIONCTL_PROMPT; end
${ownFunction(checkout)}
complete -c missionctl -e
complete -c missionctl -f -a '(_missionctl_complete)'

function _missionctl_complete
    set -l partial (commandline -ct)
    for line in (missionctl complete -- (commandline -opc)[2..-1] $partial 2> /dev/null)
        set -l flag (string match -r '^(.*)<file>\\t' -- $line)
        if test (count $flag) -eq 0
            echo $line
        else
            # The names of files, as fish completes them, behind a flag and = as well.
            for name in (__fish_complete_path (string replace -- $flag[2] '' $partial))
                echo $flag[2]$name
            end
        end
    end
end

# Sets MISSIONCTL_PROMPT to the selected mission, or to nothing. Starts no process.
function missionctl_prompt
    set -g MISSIONCTL_PROMPT
    set -l id $MISSIONCTL_MISSION
    set -l at (pwd -P 2> /dev/null | string collect)/
    set -l root (string match -v '' -- $MISSIONCTL_HOME $SPEC_KITTY_HOME "$HOME/.spec-kitty")[1]
    if test -z "$id"
        while string match -q '*/?*' -- "$at"; and not test -e "$at.mission"; and not test -L "$at.mission"
            set at (string replace -r '[^/]*/$' '' -- "$at" | string collect)
        end
        if test -e "$at.mission"; or test -L "$at.mission"
            # A pin that is refused still hides what is behind it.
            if _missionctl_trusts "$at.mission" "$at"; and _missionctl_is_utf8 "$at.mission"
                read -lz text <"$at.mission"
                set -l size (string escape --style=url -- "$text" | string replace -ar '%..' x | string length)
                set -l lines (string replace -ar '\\r\\n' '\\n' -- "$text" | string replace -r '#.*' '')
                # Two names are a list, which fits no more than none does.
                if test $size -le 256
                    set id (string trim -c ' '\\t -- $lines | string match -v '')
                end
            end
        else if string match -q '/*' -- "$root"; and _missionctl_trusts "$root/session.json" "$root/"
            if _missionctl_is_utf8 "$root/session.json"
                read -lz text <"$root/session.json"
                string match -qr '^[^{]*\\{[^{}]*"active_mission_id"\\s*:\\s*"(?<id>[^"]*)"' -- "$text"
            end
        end
    end
    # Only what can be a mission id: a prompt would execute other text.
    if string match -qr '^[A-Za-z0-9]([A-Za-z0-9._-]{0,${longestMissionId - 2}}[A-Za-z0-9_-])?\\z' -- "$id"
        if not string match -qri '^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|\\z)' -- "$id"
            set MISSIONCTL_PROMPT $id
        end
    end
end

# No builtin shows a mode, a second name, or whose a file is if not mine. So all that is mine counts,
# and root's pin where only root is likely to have put one: in a directory of mine.
function _missionctl_trusts
    test -f "$argv[1]"; and test -r "$argv[1]"; and not test -L "$argv[1]"; or return
    test -O "$argv[1]"; and return
    test -n "$argv[2]"; and test -O "$argv[2]"; and not test -k "$argv[2]"; and not test -w "$argv[1]"
end

# Whether a file holds UTF-8 (RFC 3629), and no NUL, at which reading would end.
function _missionctl_is_utf8
    read -lz text <"$argv[1]"
    string match -qr '^(${utf8})*$' -- (string escape --style=url -- "$text")
    and not string match -q '*%00*' -- (string escape --style=url <"$argv[1]")
end
`;
}

const tail = '%[89AB].';

/** One character in UTF-8, each byte beyond ASCII as % and two digits. */
const utf8 = [
  '[^%]',
  '%[0-7].',
  `%(C[2-9A-F]|D.)${tail}`,
  `%(E0%[AB].|E[1-9ABCEF]${tail}|ED%[89].)${tail}`,
  `%(F0%[9AB].|F[1-3]${tail}|F4%8.)${tail}${tail}`,
].join('|');

function ownFunction(checkout: readonly string[] | undefined): string {
  if (checkout === undefined) return '';
  const words = checkout.map((word) => `'${word.replace(/['\\]/g, '\\$&')}'`);
  return `\nfunction missionctl; ${words.join(' ')} $argv; end\n`;
}
