import { describe, expect, it } from 'vitest';
import { freeName, type NameInUse, TakenNames } from '../../src/index.ts';

const others: readonly NameInUse[] = [
  { name: 'Rowan Hill', role: 'facilitator' },
  { name: 'Anna', role: 'participant' },
  { name: 'Андрей', role: 'participant' },
  { name: 'محمد', role: 'participant' },
  { name: '🌿', role: 'participant' },
];
const taken = new TakenNames(others);
const asParticipant = (name: string) => taken.conflict(name, 'participant');

describe('names that can be taken for others', () => {
  it.each([
    ['the same', 'Rowan Hill'],
    ['in other case', 'rOWAN hILL'],
    ['with spaces', 'R o w a n  H i l l'],
    ['without a space', 'RowanHill'],
    ['with punctuation', '~Rowan.Hill~'],
    ['with a zero width space', 'Row\u200Ban Hill'],
    ['with a soft hyphen and a joiner', 'Ro\u00ADwan\u2060 Hill'],
    ['with letters of a tag', 'Rowan Hill\u{E0041}'],
    ['in Cyrillic letters', 'Rоwаn Нill'],
    ['in Greek letters', 'Rοwαn Hιll'],
    ['in full width', 'Ｒｏｗａｎ Ｈｉｌｌ'],
    ['in mathematical letters', '𝓡𝓸𝔀𝓪𝓷 𝓗𝓲𝓵𝓵'],
    ['in circles and squares', '🅡🅞🅦🅐🅝 🅷🅸🅻🅻'],
    ['in letters of flags', '🇷🇴🇼🇦🇳 Hill'],
    ['in small capitals', 'ʀᴏᴡᴀɴ ʜɪʟʟ'],
    ['with accents', 'Rôwán Híll'],
    ['with digits', 'R0wan Hi11'],
    ['with two letters for one', 'Rovvan Hill'],
    ['with a letter doubled', 'Rowann Hill'],
    ['with a number', 'Rowan Hill 2'],
    ['with more words', 'Rowan Hill (on the phone)'],
    ['the first word alone', 'Rowan'],
    ['with an emoji', 'Rowan Hill 🌿'],
  ])('VOI-11 a facilitator’s name is refused: %s', (_how, name) => {
    expect(asParticipant(name)).toBe('facilitator');
  });

  it.each([
    'anna',
    'ANNA.',
    'Аnna',
    'Änna',
    'A n n a',
    'андреи',
    'АНДРЕЙ',
    'مُحَمَّد',
    'محـمد',
    '🌿\uFE0F',
    ...['Λnna', 'ΛΝΝΛ', 'Ʌnna', 'ᗩnna', 'ⲀⲚⲚⲀ', 'ɐnna', 'Ⱥnna', 'Anпa', 'Aꞑꞑa', 'Aꞥꞥa', 'Aกกa'],
    ...['Ann@', '@nn@', 'A\u20DDn\u20DDna'],
  ])('VOI-11 another member’s name is refused: %s', (name) => {
    expect(asParticipant(name)).toBe('member');
  });

  it.each([
    ...['Sam (facilitator)', 'F a c i l i t a t o r', 'm0derator', 'Co-Facilitator Sam', 'Admin'],
    ...['The Host', 'Holdspace', 'Holdspace team', 'Moderatorin', 'Facilitadora', 'Модератор'],
    ...['Sam ✓', 'Sam ✔️', 'Sam ✅', 'Sam ☑', '★ Sam', '👑 Sam', 'Sam 🛡️', 'Sam™', 'Оrganiser'],
    ...['Moderation', 'Sam (counsellor)', '主持人', '管理员', '司会', '진행자', 'ファシリテーター'],
    ...['ғᴀᴄɪʟɪᴛᴀᴛᴏʀ', 'Fac!litator'],
  ])('VOI-11 a name that claims a part in leading is refused: %s', (name) => {
    expect(asParticipant(name)).toBe('claim');
  });

  it.each([
    ...['Anna B', 'Ana', 'Hill', 'Ghost', 'Modesty', 'Steam', 'Quiet Heron', '你好', '🌊', 'Yusuf'],
    ...['Guest 1', 'Sam 🌿', 'Rosa', 'Hillary', 'Leadbelly'],
  ])('VOI-11 other names are free: %s', (name) => {
    expect(asParticipant(name)).toBeNull();
  });

  it('VOI-11 names that differ in a number are two names', () => {
    const guest = new TakenNames([{ name: 'Guest 1', role: 'participant' }]);
    for (const name of ['Guest 2', 'Guest 11', 'Guest 12']) {
      expect(guest.conflict(name, 'participant')).toBeNull();
    }
  });

  it('VOI-11 numbers distinguish a facilitator whose name ends with a number', () => {
    const lead = new TakenNames([{ name: 'Person 0', role: 'facilitator' }]);
    expect(lead.conflict('Person 1', 'participant')).toBeNull();
    expect(lead.conflict('Person O', 'participant')).toBe('facilitator');
    expect(lead.conflict('Person 0 again', 'participant')).toBe('facilitator');
  });

  it('VOI-11 a facilitator says what they are, and comes before a participant of that name', () => {
    for (const name of ['Anna', 'Sam (facilitator)', 'Rowan']) {
      expect(taken.conflict(name, 'facilitator')).toBeNull();
    }
    expect(taken.conflict('rowan hill', 'facilitator')).toBe('facilitator');
  });

  it('VOI-11 names that were erased keep nobody from theirs', () => {
    const erased = new TakenNames([{ name: '', role: 'facilitator' }]);
    expect(erased.conflict('Quiet Heron', 'participant')).toBeNull();
  });

  it('VOI-11 what is suggested is free', () => {
    expect(freeName(['Rowan', 'anna', 'Host', 'Quiet Heron'], taken)).toBe('Quiet Heron');
    expect(freeName(['Rowan'], taken)).toBeNull();
  });
});
