/**
 * Names that claim a role in the circle or the house (VOI-11): words for a
 * facilitator's or the organisation's part in several languages, and signs that other programs
 * show beside people they vouch for.
 */

/** Refused also inside another word, and spelled with spaces. */
const roleTerms = [
  ...['facilitator', 'facilitating', 'cofacilitator', 'moderator', 'moderating', 'organiser'],
  ...['organizer', 'organisation', 'organization', 'holdspace', 'administrator', 'volunteer'],
  ...['facilitateur', 'facilitatrice', 'moderateur', 'moderatrice', 'animateur', 'animatrice'],
  ...['organisateur', 'organisatrice', 'organisator', 'moderatorin', 'gruppenleitung'],
  ...['facilitador', 'moderador', 'organizador', 'administrador', 'facilitatore', 'moderatore'],
  ...['organizzatore', 'facylitator', 'begeleider', 'gespreksleider', 'handledare', 'fasilitator'],
  ...['фасилитатор', 'модератор', 'организатор', 'ведущий', 'ведущая', 'администратор'],
  ...['фасилітатор', 'організатор', 'ведуча', 'адміністратор', 'kolaylastirici', 'مشرف', 'ميسر'],
  ...['moderation', 'facilitation', 'facilitater', 'counsellor', 'counselor', 'psychologist'],
  ...['主持人', '管理员', '管理員', '版主', '司会', '管理者', 'ファシリテーター', 'モデレーター'],
  ...['진행자', '관리자', '운영자', '사회자'],
] as const;

/** Refused as a word of their own. */
const roleWords = [
  ...['admin', 'admins', 'mod', 'mods', 'host', 'hosts', 'cohost', 'staff', 'team', 'system'],
  ...['owner', 'leader', 'lead', 'official', 'verified', 'support', 'helpline', 'therapist'],
  ...['leitung', 'gastgeber', 'gastgeberin', 'verein', 'anfitrion', 'anfitriona', 'equipe'],
  ...['equipo', 'animatore', 'leiter', 'leiterin', 'hote', 'hotesse', 'админ', 'адмін'],
] as const;

/** Ticks, stars, crowns, shields, medals and the marks of registered names. */
const badges =
  /[\u2605\u2606\u2611\u2705\u2713-\u2714\u269C\u272A\u272F\u2730\u00A9\u00AE\u2122\u2B50\u{1F31F}\u{1F396}\u{1F3C5}\u{1F451}\u{1F530}\u{1F5F8}\u{1F5F9}\u{1F6E1}\u{1F947}\u{1F46E}\u{1F4DB}\u{10102}]/u;

/** `readings`: how a text can be read; `parts`: the runs of whole words of the name. */
export function claimsRole(
  name: string,
  readings: (text: string) => readonly string[],
  parts: readonly string[],
): boolean {
  if (badges.test(name)) return true;
  refused ??= { terms: roleTerms.flatMap(readings), words: new Set(roleWords.flatMap(readings)) };
  const { terms, words } = refused;
  const whole = readings(name);
  if (terms.some((each) => whole.some((own) => own.includes(each)))) return true;
  return parts.some((part) => readings(part).some((each) => words.has(each)));
}

/** The readings of what is refused; null before the first name is asked about. */
let refused: { readonly terms: readonly string[]; readonly words: ReadonlySet<string> } | null =
  null;
