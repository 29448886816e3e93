/**
 * The next dates of a rhythm as the server computed them, in the viewer's own time; the zone of the
 * circle is named where it differs, and so is a clock change between two of them (RHY-2).
 */
import type { RhythmDate } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Clock } from 'lucide-react';
import styles from './schedule.module.css';
