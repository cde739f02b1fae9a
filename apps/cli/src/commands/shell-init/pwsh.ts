import { longestMissionId } from '@missionctl/session-model';

/** The script for PowerShell, from 7.3 on: an older one drops the empty word at a line's end. */
export function pwshScript(checkout: readonly string[] | undefined): string {
  return `# missionctl in PowerShell. In $PROFILE:
#   missionctl shell-init pwsh | Out-String | Invoke-Expression
#   function prompt { missionctl_prompt; "$MISSIONCTL_PROMPT PS $PWD> " }
${ownFunction(checkout)}
Register-ArgumentCompleter -Native -CommandName missionctl -ScriptBlock {
  param($partial, $line, $cursor)
  # The texts of the words: nothing in them is evaluated.
  $before = $line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor }
  $words = @($before | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text }) + $partial
  missionctl complete '--' @words 2> $null | ForEach-Object {
    $word, $brief = $_ -split [char]9, 2
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $brief)
  }
}

# Sets $MISSIONCTL_PROMPT to the selected mission, or to nothing. Starts no process.
function global:missionctl_prompt {
  $id = $env:MISSIONCTL_MISSION
  if (-not $id) {
    $pin = $null
    $at = if ($PWD.Provider.Name -eq 'FileSystem') { [IO.DirectoryInfo]$PWD.ProviderPath }
    while ($at -and -not $pin) {
      $pin = Get-Item -LiteralPath (Join-Path $at.FullName '.mission') -Force -ErrorAction Ignore
      $at = $at.Parent
    }
    $root = @($env:MISSIONCTL_HOME, $env:SPEC_KITTY_HOME, (Join-Path $HOME '.spec-kitty')).Where({ $_ })[0]
    try {
      if ($pin) {
        # A pin that is refused still hides what is behind it.
        if ($pin.Length -le 256 -and (missionctl_is_mine $pin)) {
          $lines = [IO.File]::ReadAllText($pin.FullName) -split '\\r?\\n' -replace '#.*'
          $names = @($lines.Trim([char[]](32, 9)) | Where-Object { $_ })
          if ($names.Count -eq 1) { $id = $names[0] }
        }
      } elseif ([IO.Path]::IsPathFullyQualified($root)) {
        $pointer = Get-Item -LiteralPath (Join-Path $root 'session.json') -Force -ErrorAction Ignore
        if (missionctl_is_mine $pointer) {
          $text = [IO.File]::ReadAllText($pointer.FullName)
          if ($text -cmatch '^[^{]*\\{[^{}]*"active_mission_id"\\s*:\\s*"([^"]*)"') { $id = $Matches[1] }
        }
      }
    } catch {
      # A file that cannot be read names no mission, and a prompt is no place to say so.
    }
  }
  # Only what can be a mission id: a prompt would execute other text.
  $global:MISSIONCTL_PROMPT = if ($id -cmatch '^[A-Za-z0-9][A-Za-z0-9._-]{0,${longestMissionId - 1}}\\z') { $id } else { '' }
}

function global:missionctl_is_mine($file) {
  $file -is [IO.FileInfo] -and -not $file.LinkType -and ($IsWindows -or $file.User -eq [Environment]::UserName)
}
`;
}

// PowerShell takes the curly ones for single quotes too.
function ownFunction(checkout: readonly string[] | undefined): string {
  if (checkout === undefined) return '';
  const words = checkout.map((word) => `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`);
  return `\nfunction global:missionctl { & ${words.join(' ')} @args }\n`;
}
