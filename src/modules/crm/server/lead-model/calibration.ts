import { fitRidge, matrixOf, sigmoid } from '#crm/server/lead-model/logistic.ts'

/** `p = sigmoid(slope * logOdds + shift)`. */
export type Calibration = { slope: number; shift: number }

export const uncalibrated: Calibration = { slope: 1, shift: 0 }

export const calibrated = ({ slope, shift }: Calibration, z: number): number => sigmoid(slope * z + shift)

/**
 * Platt's scaling: the log-odds of a model against what happened to leads it has not seen. The targets are drawn in from 0
 * and 1 by their counts, as Platt does (1999), so that a part that was told apart without a mistake does not make the model
 * certain. Without both outcomes, or when it would turn the order around, the probabilities stay as they are.
 */
export function platt(z: readonly number[], y: readonly number[]): Calibration {
  const happened = y.reduce((total, one) => total + one, 0)
  const other = y.length - happened
  if (happened === 0 || other === 0) return uncalibrated
  const high = (happened + 1) / (happened + 2)
  const low = 1 / (other + 2)
  const targets = y.map((one) => (one === 1 ? high : low))
  const fit = fitRidge(matrixOf(z.map((one) => [one])), targets, 1e-6)
  if (!fit.isFitted) return uncalibrated
  const slope = fit.weights.beta[0] as number
  return slope > 0 ? { slope, shift: fit.weights.intercept } : uncalibrated
}

/**
 * Calibrated probabilities of leads that their own calibration has not seen: each half is calibrated by the other. What the
 * reliability table shows is then earned, not fitted.
 */
export function crossCalibrated(z: readonly number[], y: readonly number[]): number[] {
  const half = (parity: number): Calibration => {
    const own = z.map((_, i) => i).filter((i) => i % 2 === parity)
    return platt(
      own.map((i) => z[i] as number),
      own.map((i) => y[i] as number),
    )
  }
  const halves = [half(1), half(0)]
  return z.map((one, i) => calibrated(halves[i % 2] as Calibration, one))
}
