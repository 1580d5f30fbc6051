// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import io.prism.bench.report.Csv;
import io.prism.bench.rounds.Slice;
import io.prism.bench.rounds.TargetComparison;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured of one backend.
 *
 * @param paths the ways to it
 * @param bar the cells that the bar is about; empty for all but the first backend
 * @param cells all other cells
 * @param sweep the same call at rising rates
 */
public record BackendFindings(Paths paths, List<Slice> bar, List<Slice> cells, List<Slice> sweep) {

    /** The comparisons of the bar's cells. */
    public List<TargetComparison> ofBar() {
        return TargetComparison.of(bar, paths.names());
    }

    /** The comparisons of all cells, the bar's first. */
    public List<TargetComparison> ofCells() {
        return Stream.concat(ofBar().stream(), TargetComparison.of(cells, paths.names()).stream())
                .toList();
    }

    /** The comparisons of the sweep, by rising rate. */
    public List<TargetComparison> ofSweep() {
        return TargetComparison.of(sweep, paths.names());
    }

    /** All slices. */
    public Stream<Slice> all() {
        return Stream.of(bar, cells, sweep).flatMap(List::stream);
    }

    /** All slices, as raw figures. */
    public Stream<Csv.Stage> stages() {
        return Stream.of(
                new Csv.Stage("bar", paths.backend(), bar),
                new Csv.Stage("cells", paths.backend(), cells),
                new Csv.Stage("sweep", paths.backend(), sweep));
    }
}
