import { focusTool } from './focus-tool.ts';
import { handoffTool } from './handoff-tool.ts';
import { joinTool } from './join-tool.ts';
import { statusTool } from './status-tool.ts';
import type { Tool } from './tool.ts';

/** The tools of one server. More of them, or more words, would fill the context of every agent. */
export function missionTools(joined: Map<string | null, string>): readonly Tool[] {
  return [statusTool(new Map()), joinTool(joined), focusTool, handoffTool];
}
