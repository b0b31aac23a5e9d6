import { fromBase64, toBase64 } from './bytes';
import type { Member, Roster } from './roster';
import { open, paddedJson, readJson, seal } from './seal';

/** The names of a version's members, sealed once to all of them. What does not open, or is another version's, leaves them nameless. */
export async function openNames(roster: Pick<Roster, 'line' | 'version' | 'names'>, secret: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  try {
    const read = readJson(await open(fromBase64(roster.names), secret));
    if (read['v'] !== 1 || read['kind'] !== 'names' || read['line'] !== roster.line || read['version'] !== roster.version) return names;
    for (const [id, name] of Object.entries(read['names'] as Record<string, unknown>)) names.set(id, String(name));
  } catch {
    return names;
  }
  return names;
}

export async function sealNames(line: string, version: number, members: readonly Member[], names: ReadonlyMap<string, string>): Promise<string> {
  const named = Object.fromEntries(members.map((one) => [one.id, names.get(one.id) ?? one.id]));
  return toBase64(await seal(members.map((one) => one.recipient), paddedJson({ v: 1, line, version, kind: 'names', names: named })));
}
