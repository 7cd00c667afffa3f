import { Check } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { t } from '../../i18n/index.js';
import { useShortcuts } from '../../keyboard/index.js';
import { useSystemLabel } from '../../hub/index.js';
import { Kbd } from '../../ui/index.js';
import type { Candidate, Task } from './task.js';
import { scoreWords } from './task-words.js';
import './candidate-choice.css';

/** The keys that choose: more candidates than digits are chosen with the mouse. */
const digits = 9;

/** Which of the candidates of a question the person means. */
export interface CandidateChoice {
  /** None for a question that is not about several golden records. */
  readonly candidates: readonly Candidate[];
  readonly chosen: Candidate | undefined;
  /** Chooses, or takes the choice back when it is the chosen one. */
  readonly choose: (candidate: Candidate) => void;
}

/** Keeps the choice, and offers the keys 1 to 9 for it. Nothing is chosen at first: the machine must not put words in a person's mouth. */
export function useCandidateChoice({ candidates }: Pick<Task, 'candidates'>): CandidateChoice {
  const [chosenId, setChosenId] = useState<string>();
  const chosen = candidates.find(({ goldenRecord }) => goldenRecord.id === chosenId);
  const choose = (candidate: Candidate) =>
    setChosenId(candidate === chosen ? undefined : candidate.goldenRecord.id);
  useShortcuts(
    candidates.slice(0, digits).map((candidate, index) => ({
      keys: String(index + 1),
      label: t('review.choose.named', { name: candidate.goldenRecord.title }),
      group: t('review.decide'),
      run: () => choose(candidate),
    })),
  );
  return { candidates, chosen, choose };
}

export interface ChooseButtonProps {
  /** Of the candidate, from 1: the key that chooses it. */
  place: number;
  name: string;
  isChosen: boolean;
  onChoose: () => void;
}

/** Chooses the candidate whose column it stands in. */
export function ChooseButton({ place, name, isChosen, onChoose }: ChooseButtonProps) {
  return (
    <ToggleButton
      className="ts-button ts-choose"
      data-variant="plain"
      isSelected={isChosen}
      onChange={onChoose}
      aria-label={t('review.choose.named', { name })}
    >
      <span className="ts-button-content">
        {isChosen ? <Check aria-hidden size={14} /> : null}
        {t('review.choose')}
        {place <= digits ? <Kbd keys={String(place)} /> : null}
      </span>
    </ToggleButton>
  );
}

/** What to do, and how well the record fits each candidate, as long as none is chosen. */
export function CandidateList({ candidates }: { candidates: readonly Candidate[] }) {
  const systemLabel = useSystemLabel();
  return (
    <section className="ts-panel" aria-label={t('review.which')}>
      <h2>{t('review.which')}</h2>
      <p className="ts-page-facts">{t('review.which.body', { count: candidates.length })}</p>
      <ol className="ts-candidates">
        {candidates.map(({ goldenRecord, sourceRecord, explanation }) => (
          <li key={goldenRecord.id}>
            <strong>
              <bdi>{goldenRecord.title}</bdi>
            </strong>{' '}
            {explanation ? <span>{scoreWords(explanation.decision.score)}</span> : null}
            <small>
              {systemLabel(sourceRecord.system)} {sourceRecord.key}
              {explanation ? ` · ${evidenceWords(explanation)}` : null}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** How many reasons a list of candidates has room for. */
const reasonsMax = 3;

/** The weightiest reasons, strongest first. */
function evidenceWords({ comparisons }: NonNullable<Candidate['explanation']>): string {
  return comparisons
    .filter(({ weight }) => weight !== 0)
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .slice(0, reasonsMax)
    .map(({ levelLabel }) => levelLabel)
    .join(' · ');
}
