import { useState } from 'preact/hooks';
import { notice, type OpenCase } from '../desk';
import { dateTime, type Key, t } from '../i18n';
import { Dialog } from '../views/dialog';
import { snooze } from './writes';

const MORNING = 9;
const TIMES: readonly [Key, number][] = [['snooze_1', 1], ['snooze_3', 3], ['snooze_7', 7]];

/** The morning, so many days from now, by the clock of whoever sits here. */
export function morning(days: number, from: Date): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, MORNING);
}

export function Snooze({ of, close }: { of: OpenCase; close: () => void }) {
  const [busy, setBusy] = useState(false);
  const until = async (at: Date) => {
    setBusy(true);
    if (await snooze(of, at)) close();
    setBusy(false);
  };
  return (
    <Dialog title={`${t('snooze')} · ${of.file.number}`} close={close}>
      <p>{t('snoozeAsk')}</p>
      <ul class="choices">
        {TIMES.map(([name, days]) => {
          const at = morning(days, new Date());
          return <li key={name}><button disabled={busy} data-testid={`snooze-${days}`} onClick={() => void until(at)}>{t(name)} · {dateTime(at.toISOString())}</button></li>;
        })}
      </ul>
      {notice.value && <p class="alarm" role="alert">{notice.value.text}</p>}
    </Dialog>
  );
}
