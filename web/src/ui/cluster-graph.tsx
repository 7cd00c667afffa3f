import type { Meaning } from './status.js';
import './cluster-graph.css';

export interface ClusterNode {
  id: string;
  label: string;
}

/** What is between two nodes. */
export interface ClusterEdge {
  left: string;
  right: string;
  meaning: Extract<Meaning, 'ok' | 'review' | 'different'>;
  /** Written on the line. */
  label: string;
}

export interface ClusterGraphProps {
  /** What the picture shows, in words: it stands in for the picture where that cannot be seen. */
  label: string;
  nodes: readonly ClusterNode[];
  edges: readonly ClusterEdge[];
  /** The edge that a list beside the picture points at, as `left right`. */
  active?: string | undefined;
}

const width = 360;
const ringHeight = 220;
/** Two things need no ring. */
const pairHeight = 64;
/** Room around the ring for the names, of which the longest are cut off. */
const margin = { x: 70, y: 28 };
const labelMax = 20;

/**
 * A few things in a ring and what ties each pair. Always the same picture for the same things: a layout that settles by itself
 * would move under the eyes. The lines differ in dash and label, not only in colour; a list says the same in words.
 */
export function ClusterGraph({ label, nodes, edges, active }: ClusterGraphProps) {
  const places = new Map(nodes.map(({ id }, index) => [id, placeInRing(index, nodes.length)]));
  const height = heightFor(nodes.length);
  return (
    <svg className="ts-cluster" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {edges.map(({ left, right, meaning, label: words }) => {
        const from = places.get(left);
        const to = places.get(right);
        if (!from || !to) return null;
        const id = `${left} ${right}`;
        // Off the middle, where the lines of a ring cross and would write over one another.
        const at = { x: from.x + (to.x - from.x) * labelShare, y: from.y + (to.y - from.y) * labelShare };
        return (
          <g key={id} data-meaning={meaning} data-active={active === id || undefined}>
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            <text x={at.x} y={at.y - 5}>
              {words}
            </text>
          </g>
        );
      })}
      {nodes.map(({ id, label: name }) => {
        const { x, y } = places.get(id) ?? { x: 0, y: 0 };
        return (
          <g key={id} className="ts-cluster-node">
            <circle cx={x} cy={y} r={6} />
            <text x={x} y={y <= height / 2 ? y - 12 : y + 20}>
              {name.length > labelMax ? `${name.slice(0, labelMax - 1)}…` : name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const labelShare = 0.42;

function heightFor(count: number): number {
  return count > 2 ? ringHeight : pairHeight;
}

/** Two stand side by side, more in a ring that begins at the top. */
function placeInRing(index: number, count: number): { x: number; y: number } {
  const height = heightFor(count);
  const start = count === 2 ? Math.PI : -Math.PI / 2;
  const angle = start + (index * 2 * Math.PI) / Math.max(1, count);
  return {
    x: width / 2 + (width / 2 - margin.x) * Math.cos(angle),
    y: height / 2 + Math.max(0, height / 2 - margin.y) * Math.sin(angle),
  };
}
