import type { Opened } from './entry';

export interface Question {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly several: boolean;
  readonly choices: Readonly<Record<string, string>>;
}
export interface Answered { readonly question: Question; readonly current: readonly Opened[]; readonly earlier: readonly Opened[] }
export interface Group { readonly id: string; readonly answers: readonly Answered[] }

export const GROUPS = ['report', 'danger', 'child', 'family', 'separation', 'places', 'reporter', 'other'] as const;

/** Groups the reporter's answers as a person would tell them; what a later answer replaced is folded under it. */
export function report(entries: readonly Opened[], questions: readonly Question[]): Group[] {
  const answers = entries.filter((one) => one.by === 'reporter' && one.kind === 'answer').sort((a, b) => a.seq - b.seq);
  const ids = [...new Set(answers.map((one) => String(one.body['question'])))];
  const known = questions.filter((one) => ids.includes(one.id));
  const strange = ids.filter((id) => !questions.some((one) => one.id === id))
    .map((id): Question => ({ id, group: 'other', title: id, several: true, choices: {} }));
  const told = [...known, ...strange].map((question) => answered(question, answers.filter((one) => one.body['question'] === question.id)));
  return GROUPS.map((id) => ({ id, answers: told.filter((one) => groupOf(one.question) === id) })).filter((one) => one.answers.length > 0);
}

const groupOf = (question: Question): string => ((GROUPS as readonly string[]).includes(question.group) ? question.group : 'other');

function answered(question: Question, answers: readonly Opened[]): Answered {
  const replaced = new Set(answers.map((one) => one.body['replaces']).filter((seq) => seq !== undefined));
  const standing = answers.filter((one) => !replaced.has(one.seq));
  const own = standing.filter((one) => one.body['captionOf'] === undefined);
  const dropped = question.several ? [] : own.slice(0, -1);
  const current = standing.filter((one) => !dropped.includes(one));
  return { question, current, earlier: answers.filter((one) => !current.includes(one)) };
}
