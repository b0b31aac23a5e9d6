const ONSETS = ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'х', 'ч'];
const LATIN = ['b', 'v', 'h', 'd', 'zh', 'z', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'kh', 'ch'];
const VOWELS = ['а', 'е', 'и', 'о'];
const LATIN_VOWELS = ['a', 'e', 'y', 'o'];

/** The root hash's first 72 bits as six words that can be read out on the telephone. Six bits a syllable, two syllables a word. */
export function fingerprintWords(hash: string, language: 'uk' | 'en'): string {
  const onsets = language === 'uk' ? ONSETS : LATIN;
  const vowels = language === 'uk' ? VOWELS : LATIN_VOWELS;
  const words: string[] = [];
  for (let i = 0; i < 18; i += 3) {
    const bits = parseInt(hash.slice(i, i + 3), 16);
    const syllable = (six: number) => onsets[six >> 2]! + vowels[six & 3]!;
    words.push(syllable(bits >> 6) + syllable(bits & 63));
  }
  return words.join(' ');
}
