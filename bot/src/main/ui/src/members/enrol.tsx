import { useEffect, useState } from 'preact/hooks';
import { post } from '../api/api';
import type { NewPasskey, Wanted } from '../api/passkeys';
import { enrolling } from '../crypto/enrolling';
import type { MemberKey } from '../crypto/keyfile';
import { sign } from '../crypto/statements';
import { make, passkeysHere } from '../passkeys';
import { faultOf, p, type PasskeyText } from './passkeys-texts';

export interface Standing { member: string; required: boolean; made: number }

export const enrolment = {
  look: (token: string) => post<Standing>('enrolment/look', { token }),
  options: (token: string) => post<Wanted>('enrolment/options', { token }),
  made: (token: string, passkey: NewPasskey, signature: string) => post<void>('enrolment', { token, passkey, signature }),
};

/** The first passkeys of somebody who is no member yet; where the line requires one there is no way around it. */
export function Enrol({ token, lineName, keys, done }: { token: string; lineName: string; keys: MemberKey; done: () => void }) {
  const [standing, setStanding] = useState<Standing | 'loading' | 'away'>('loading');
  const [fault, setFault] = useState<PasskeyText | null>(null);
  const [busy, setBusy] = useState(false);
  const look = () => enrolment.look(token).then(setStanding, () => setStanding('away'));
  useEffect(() => void look(), []);
  const add = async () => {
    setBusy(true);
    setFault(null);
    try {
      const passkey = await make(await enrolment.options(token), lineName, keys);
      await enrolment.made(token, passkey, sign(enrolling(keys.line, keys.member, passkey), keys.seed));
      await look();
    } catch (refused) {
      setFault(faultOf(refused));
    }
    setBusy(false);
  };
  if (standing === 'loading') return <p role="status">{p('loading')}</p>;
  if (standing === 'away') return <p class="alarm" role="alert">{p('away')} <button onClick={() => void look()}>{p('retry')}</button></p>;
  const { made, required } = standing;
  return (
    <section data-testid="enrol">
      <h1>{p('enrolTitle')}</h1>
      <p>{p('what')}</p>
      {made === 0 && <p class="consequence">{p(required ? 'enrolMust' : 'enrolMay')}</p>}
      {made > 0 && <p role="status" data-testid="enrol-made">{p('enrolMade', String(made))}</p>}
      {made === 1 && <p class="consequence" data-testid="enrol-second">{p('second')}</p>}
      {passkeysHere()
        ? <button class={made === 0 ? 'main' : 'plain'} data-testid="enrol-add" disabled={busy} onClick={() => void add()}>{busy ? p('busy') : p(made === 0 ? 'add' : 'addMore')}</button>
        : <p class="alarm" role="alert">{p('cannot')}</p>}{' '}
      {made > 0 && <button class="main" data-testid="enrol-on" disabled={busy} onClick={done}>{p('enrolOn')}</button>}
      {made === 0 && !required && <button class="plain" data-testid="enrol-skip" disabled={busy} onClick={done}>{p('enrolSkip')}</button>}
      {fault && <p class="alarm" role="alert" data-testid="enrol-fault">{p(fault)}</p>}
    </section>
  );
}
