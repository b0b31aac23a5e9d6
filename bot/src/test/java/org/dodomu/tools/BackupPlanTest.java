package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dodomu.storage.StoredCollection;
import org.junit.jupiter.api.Test;

class BackupPlanTest {

    @Test
    void everyDeclaredCollectionHasItsPlace() {
        assertThat(DeclaredCollections.all()).hasSizeGreaterThan(12);
        assertThat(Unplaced.collections()).as(Unplaced.ADVICE).isEmpty();
    }

    /** A name that no package declares any more would be a place for nothing. */
    @Test
    void noPlaceIsForACollectionThatIsNotThere() {
        Set<String> declared =
                DeclaredCollections.all().stream().map(StoredCollection::name).collect(Collectors.toSet());
        assertThat(BackupPlan.SHORT_LIVED)
                .filteredOn(name -> !name.equals("schema"))
                .allMatch(declared::contains);
        assertThat(BackupPlan.LONG_LIVED)
                .filteredOn(name -> !name.equals("schema"))
                .allMatch(declared::contains);
        assertThat(BackupPlan.NEVER).filteredOn(name -> !name.equals("doctor")).allMatch(declared::contains);
        assertThat(BackupPlan.SHORT_LIVED).doesNotHaveDuplicates();
        assertThat(BackupPlan.NEVER)
                .doesNotContainAnyElementsOf(BackupPlan.SHORT_LIVED)
                .doesNotContainAnyElementsOf(BackupPlan.LONG_LIVED);
    }

    @Test
    void whatNobodyPlacedGoesWithTheKeysBeforeTheCases() {
        List<String> there = List.of("cases", "entries", "novelty", "leadership", "conversations", "system.views");
        assertThat(BackupPlan.collections(BackupPlan.KEYS, there)).containsExactly("conversations", "novelty", "cases");
        assertThat(BackupPlan.collections(BackupPlan.ENTRIES, there)).containsExactly("entries");
    }
}
