package main

import (
	"math"

	"onrecord/compare/cross/fit"
)

// example is a case to learn from.
type example struct {
	x      []float64
	y      bool
	weight float64
}

// logistic fits weights by Newton's method with a quadratic penalty on those of
// standardised features (ridge; penalty 1 is a standard deviation of 1).
func logistic(all []example, penalty float64) fit.Weights {
	if len(all) == 0 {
		return nil
	}
	n := len(all[0].x)
	mean, dev := moments(all, n)
	w := make([]float64, n+1)
	for range 60 {
		grad, hess := make([]float64, n+1), make([][]float64, n+1)
		for i := range hess {
			hess[i] = make([]float64, n+1)
		}
		z := make([]float64, n+1)
		for _, e := range all {
			z[0] = 1
			sum := w[0]
			for i, v := range e.x {
				z[i+1] = (v - mean[i]) / dev[i]
				sum += w[i+1] * z[i+1]
			}
			p := 1 / (1 + math.Exp(-sum))
			y := 0.0
			if e.y {
				y = 1
			}
			for i := range z {
				grad[i] += e.weight * (y - p) * z[i]
				for j := range z {
					hess[i][j] += e.weight * p * (1 - p) * z[i] * z[j]
				}
			}
		}
		for i := range w {
			if i > 0 {
				grad[i] -= penalty * w[i]
				hess[i][i] += penalty
			}
			hess[i][i] += 1e-6
		}
		step := solve(hess, grad)
		most := 0.0
		for i := range w {
			w[i] += step[i]
			most = math.Max(most, math.Abs(step[i]))
		}
		if most < 1e-9 {
			break
		}
	}
	for i := range n {
		w[i+1] /= dev[i]
		w[0] -= w[i+1] * mean[i]
	}
	return w
}

func moments(all []example, n int) (mean, dev []float64) {
	mean, dev = make([]float64, n), make([]float64, n)
	total := 0.0
	for _, e := range all {
		total += e.weight
		for i, v := range e.x {
			mean[i] += e.weight * v
		}
	}
	for i := range mean {
		mean[i] /= total
	}
	for _, e := range all {
		for i, v := range e.x {
			dev[i] += e.weight * (v - mean[i]) * (v - mean[i])
		}
	}
	for i := range dev {
		dev[i] = math.Sqrt(dev[i]/total) + 1e-9
		if dev[i] < 1e-6 {
			dev[i] = 1
		}
	}
	return mean, dev
}

// solve solves a system of equations by elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		p := i
		for j := i + 1; j < n; j++ {
			if math.Abs(a[j][i]) > math.Abs(a[p][i]) {
				p = j
			}
		}
		a[i], a[p], b[i], b[p] = a[p], a[i], b[p], b[i]
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for k := i + 1; k < n; k++ {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}
