import { useState } from 'preact/hooks';
import { notice, type OpenCase } from '../desk';
import { dateTime, type Key, t } from '../i18n';
import { Dialog } from '../views/dialog';
import { snooze } from './writes';

const MORNING = 9;
const DAYS: readonly [Key, number][] = [['snooze_1', 1], ['snooze_3', 3], ['snooze_7', 7]];
/** Danger now is not put away for days. */
const MINUTES: readonly [Key, number][] = [['snooze_60', 60], ['snooze_240', 240]];

/** The morning, so many days from now, by the clock of whoever sits here. */
export function morning(days: number, from: Date): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, MORNING);
}

const times = (danger: boolean): readonly [Key, (from: Date) => Date][] =>
  danger ? MINUTES.map(([name, minutes]) => [name, (from) => new Date(from.getTime() + minutes * 60_000)]) : DAYS.map(([name, days]) => [name, (from) => morning(days, from)]);

export function Snooze({ of, close }: { of: OpenCase; close: () => void }) {
  const [busy, setBusy] = useState(false);
  const until = async (at: Date) => {
    setBusy(true);
    if (await snooze(of, at)) close();
    setBusy(false);
  };
  const danger = of.file.urgency === 'now';
  return (
    <Dialog title={`${t('snooze')} · ${of.file.number}`} close={close}>
      <p>{t(danger ? 'snoozeAskNow' : 'snoozeAsk')}</p>
      <ul class="choices">
        {times(danger).map(([name, at]) => <li key={name}><button disabled={busy} data-testid={name.replace('_', '-')} onClick={() => void until(at(new Date()))}>{t(name)} · {dateTime(at(new Date()).toISOString())}</button></li>)}
      </ul>
      {notice.value && <p class="alarm" role="alert">{notice.value.text}</p>}
    </Dialog>
  );
}
