import * as v from 'valibot';

export interface Settings {
  theme: string;
  size?: number | undefined;
  editor?: { tabs: boolean; width?: number | undefined } | undefined;
  recent?: { name: string }[] | undefined;
}

/** What the settings of these tests are. Valibot leaves out the members that it does not know. */
export const Settings: v.GenericSchema<Settings> = v.object({
  theme: v.string(),
  size: v.optional(v.number()),
  editor: v.optional(v.object({ tabs: v.boolean(), width: v.optional(v.number()) })),
  recent: v.optional(v.array(v.object({ name: v.string() }))),
});
