import type { OpenCase } from '../desk';
import { dateTime, named, t } from '../i18n';
import { nameOfMember } from '../session';

export function HistoryTab({ of }: { of: OpenCase }) {
  if (of.file.custody.length === 0) return <p class="empty">{t('historyEmpty')}</p>;
  return (
    <ol class="history">
      {of.file.custody.map((one) => <li key={one.n}><span>{named('act_', one.act)}</span> <span class="quiet">{one.by.startsWith('m-') ? nameOfMember(one.by) : t(one.by === 'reporter' ? 'reporter' : 'server')} · {dateTime(one.at)}</span></li>)}
    </ol>
  );
}
