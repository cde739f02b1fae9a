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
    if ($word.EndsWith('<file>')) {
      # The names of files, as PowerShell completes them, behind a flag and = as well.
      $flag = $word.Substring(0, $word.Length - 6)
      return [System.Management.Automation.CompletionCompleters]::CompleteFilename($partial.Substring($flag.Length)) |
        ForEach-Object {
          [System.Management.Automation.CompletionResult]::new($flag + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
        }
    }
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
      # The command is where a link leads.
      if ($at.LinkType) { $at = $at.ResolveLinkTarget($true) }
      $pin = Get-Item -LiteralPath (Join-Path $at.FullName '.mission') -Force -ErrorAction Ignore
      $at = $at.Parent
    }
    $root = @($env:MISSIONCTL_HOME, $env:SPEC_KITTY_HOME, (Join-Path $HOME '.spec-kitty')).Where({ $_ })[0]
    if ($pin) {
      # A pin that is refused still hides what is behind it.
      $text = if ($pin.Length -le 256) { missionctl_text $pin 0 }
      $lines = $text -split '\\r?\\n' -replace '#.*'
      $names = @($lines.Trim([char[]](32, 9)) | Where-Object { $_ })
      if ($names.Count -eq 1) { $id = $names[0] }
    } elseif ($root -and [IO.Path]::IsPathFullyQualified($root)) {
      $directory = Get-Item -LiteralPath $root -Force -ErrorAction Ignore
      if (missionctl_trusts $directory 0) {
        $text = missionctl_text (Get-Item -LiteralPath (Join-Path $root 'session.json') -Force -ErrorAction Ignore) 0
        if ($text -cmatch '^[^{]*\\{[^{}]*"active_mission_id"\\s*:\\s*"([^"]*)"') { $id = $Matches[1] }
      }
    }
  }
  # Only what can be a mission id: a prompt would execute other text.
  $fits = $id -cmatch '^[A-Za-z0-9]([A-Za-z0-9._-]{0,${longestMissionId - 2}}[A-Za-z0-9_-])?\\z'
  $device = $id -match '^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|\\z)'
  $global:MISSIONCTL_PROMPT = if ($fits -and -not $device) { $id } else { '' }
}

# The text of a file that counts; nothing for another, and for what is not UTF-8.
function global:missionctl_text($file, $alsoOwner) {
  if ($file -isnot [IO.FileInfo] -or $file.LinkType -or -not (missionctl_trusts $file $alsoOwner)) { return }
  try {
    [Text.UTF8Encoding]::new($false, $true).GetString([IO.File]::ReadAllBytes($file.FullName))
  } catch {
    # A file that cannot be read names no mission, and a prompt is no place to say so.
  }
}

# As the command decides: mine, or another owner's that counts, of one name, and not for all to write.
function global:missionctl_trusts($item, $alsoOwner) {
  if (-not $item) { return $false }
  if ($IsWindows) { return $true }
  $facts = $item.UnixStat
  $isOwned = $item.User -eq [Environment]::UserName -or $facts.UserId -eq $alsoOwner
  $isOne = $facts.ItemType -eq 'Directory' -or ($facts.ItemType -eq 'File' -and $facts.HardlinkCount -eq 1)
  $isOwned -and $isOne -and -not ($facts.Mode -band 2)
}
`;
}

// PowerShell takes the curly ones for single quotes too.
function ownFunction(checkout: readonly string[] | undefined): string {
  if (checkout === undefined) return '';
  const words = checkout.map((word) => `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`);
  return `\nfunction global:missionctl { & ${words.join(' ')} @args }\n`;
}
