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
complete -c missionctl -f -a '(missionctl complete -- (commandline -opc)[2..-1] (commandline -ct) 2> /dev/null)'

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
            if _missionctl_is_mine "$at.mission"
                read -lz text <"$at.mission"
                set -l lines (string replace -ar '\\r\\n' '\\n' -- "$text" | string replace -r '#.*' '')
                if test (string length -- "$text") -le 256
                    # Two names are a list, which fits no more than none does.
                    set id (string trim -c ' '\\t -- $lines | string match -v '')
                end
            end
        else if string match -q '/*' -- "$root"; and _missionctl_is_mine "$root/session.json"
            read -lz text <"$root/session.json"
            string match -qr '^[^{]*\\{[^{}]*"active_mission_id"\\s*:\\s*"(?<id>[^"]*)"' -- "$text"
        end
    end
    # Only what can be a mission id: a prompt would execute other text.
    if string match -qr '^[A-Za-z0-9][A-Za-z0-9._-]{0,${longestMissionId - 1}}\\z' -- "$id"
        set MISSIONCTL_PROMPT $id
    end
end

function _missionctl_is_mine
    test -f "$argv[1]"; and test -r "$argv[1]"; and test -O "$argv[1]"; and not test -L "$argv[1]"
end
`;
}

function ownFunction(checkout: readonly string[] | undefined): string {
  if (checkout === undefined) return '';
  const words = checkout.map((word) => `'${word.replace(/['\\]/g, '\\$&')}'`);
  return `\nfunction missionctl; ${words.join(' ')} $argv; end\n`;
}
