import { useState } from 'preact/hooks';
import { handOver } from '../acts';
import { notice, type OpenCase } from '../desk';
import { named, t } from '../i18n';
import { nameOfMember, session } from '../session';
import { Dialog } from '../views/dialog';
import type { Tab } from '../views/case';
import { loadOf, useLoads } from './acts';
import { useDraft } from './drafts';
import { m } from './texts';
import { Transfer } from './transfer';

/** Verifiers first; only members of the proven roster stand here. */
export function HandOver({ of, show, close }: { of: OpenCase; show: (tab: Tab) => void; close: () => void }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const held = session.value!;
  const loads = useLoads();
  const members = held.roster.members.filter((one) => one.roles.some((role) => role !== 'auditor'))
    .sort((a, b) => Number(b.roles.includes('verifier')) - Number(a.roles.includes('verifier')));
  const note = useDraft(of.file.number, 'note').text.trim();
  const reply = useDraft(of.file.number, 'reply').text.trim();
  const begun = note ? 'notes' : reply ? 'thread' : null;
  const flip = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const confirm = async () => {
    setBusy(true);
    if (await handOver(of, members.filter((one) => chosen.includes(one.id)))) close();
    setBusy(false);
  };
  return (
    <Dialog title={t('handOverTitle')} close={close}>
      <ul class="members">
        {members.map((one) => (
          <li key={one.id}><label class="check"><input type="checkbox" data-testid={`hand-over-member-${one.id}`} checked={chosen.includes(one.id)} onChange={() => flip(one.id)} />
            <span>{nameOfMember(one.id)} {one.id === held.key.member && t('you_included')} · {one.roles.map((role) => named('role_', role)).join(', ')} <span class="small">{loadOf(loads, one.id)}</span></span></label></li>
        ))}
      </ul>
      <p class="consequence">{chosen.length === 0 ? t('handOverNobody') : t('handOverWho', { names: chosen.map(nameOfMember).join(', ') })}</p>
      {chosen.length > 0 && !chosen.includes(held.key.member) && <p class="asks" data-testid="hand-over-lost">{m('handOverLost')}</p>}
      {begun && (
        <div class="alarm" role="alert" data-testid="hand-over-draft">
          <p>{m(begun === 'notes' ? 'handOverNote' : 'handOverReply')}</p>
          <button data-testid="hand-over-to-draft" onClick={() => { show(begun); close(); }}>{m('handOverBack')}</button>
        </div>
      )}
      {notice.value && <p class="alarm" role="alert">{notice.value.text}</p>}
      <button class="main" data-testid="hand-over-confirm" disabled={busy || chosen.length === 0} onClick={() => void confirm()}>{t('handOverConfirm')}</button>
      <Transfer of={of} close={close} />
    </Dialog>
  );
}
