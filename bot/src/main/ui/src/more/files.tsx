import { useEffect, useRef, useState } from 'preact/hooks';
import type { StoredEntry } from '../crypto/entry';
import { shownAs } from '../crypto/magic';
import { files, hideFile, type OpenCase, type OpenFile, showFile } from '../desk';
import { dateTime, size, t } from '../i18n';
import { Dialog } from '../views/dialog';

export function FilesTab({ of }: { of: OpenCase }) {
  const sealed = of.file.entries.filter((one) => one.kind === 'file');
  if (sealed.length === 0) return <p class="empty">{t('filesEmpty')}</p>;
  return <ul class="tiles">{sealed.map((one, i) => <li key={one.id}><Tile of={of} entry={one} n={i + 1} /></li>)}</ul>;
}

function Tile({ of, entry, n }: { of: OpenCase; entry: StoredEntry; n: number }) {
  const file = files.value.get(entry.id);
  return (
    <article class="tile" data-testid="file-tile">
      {typeof file === 'object' ? <Shown number={of.file.number} file={file} n={n} /> : (
        <>
          <div class="veil" aria-hidden="true" />
          <p>{t('sealedFile')} {n} · {size(entry.file?.length ?? 0)}</p>
          {file === 'broken' && <p class="broken" role="alert">⚠ {t('fileBroken')}</p>}
          <button data-testid="file-show" disabled={file === 'loading'} onClick={() => void showFile(of, entry)}>{file === 'loading' ? t('opening') : t('show')}</button>
        </>
      )}
    </article>
  );
}

function Shown({ number, file, n }: { number: string; file: OpenFile; n: number }) {
  const [warned, setWarned] = useState(false);
  const name = `${number}-${n}.${file.type}`;
  const { original, meta, sha256 } = file.content;
  const save = () => {
    const url = URL.createObjectURL(new Blob([original], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    setWarned(false);
  };
  return (
    <>
      {shownAs(file.type) ? <Viewer file={file} title={name} /> : <p>{t('noPreview')}</p>}
      <p data-testid="file-type">{file.type.toUpperCase()} · {size(original.length)} · {dateTime(String(meta['at']))}</p>
      {typeof meta['name'] === 'string' && <p class="small">{t('claimedName')}: {meta['name']}</p>}
      <p class="small sum">{t('sha256')} {sha256}</p>
      <button onClick={() => hideFile(file.entry.id)}>{t('hide')}</button>{' '}
      <button data-testid="file-download" onClick={() => setWarned(true)}>{t('download')}</button>
      {warned && <Dialog title={t('download')} close={() => setWarned(false)}><p>{t('originalWarning')}</p><button class="main" data-testid="file-download-confirm" onClick={save}>{name}</button></Dialog>}
    </>
  );
}

/** A frame of an origin of its own: it gets bytes, and can reach neither keys nor network. */
function Viewer({ file, title }: { file: OpenFile; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [colour, setColour] = useState(false);
  const shown = shownAs(file.type)!;
  useEffect(() => {
    const ready = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || event.data !== 'ready') return;
      const bytes = file.content.original.slice();
      frame.current!.contentWindow!.postMessage({ ...shown, bytes: bytes.buffer }, '*', [bytes.buffer]);
    };
    addEventListener('message', ready);
    return () => removeEventListener('message', ready);
  }, [file]);
  const paint = () => {
    frame.current?.contentWindow?.postMessage({ colour: !colour }, '*');
    setColour(!colour);
  };
  return (
    <>
      <iframe ref={frame} class="viewer" sandbox="allow-scripts" src="/viewer/index.html" title={title} data-testid="file-viewer" />
      {(shown.as === 'image' || shown.as === 'video') && <button class="plain" aria-pressed={colour} onClick={paint}>{t('colour')}</button>}
    </>
  );
}
