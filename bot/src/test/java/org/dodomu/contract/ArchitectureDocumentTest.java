package org.dodomu.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is written down is what is there. */
class ArchitectureDocumentTest extends ContractTest {

    @Test
    void namesTheShardKeyOfEveryCollection() throws IOException {
        String written = Files.readString(Path.of("../docs/ARCHITECTURE.md"));
        assertThat(line.collections().values()).isNotEmpty().allSatisfy(collection -> assertThat(written)
                .containsPattern(
                        "\\|[^|\\n]*`" + collection.name() + "`[^|\\n]*\\|[^|\\n]*\\| (`_id` hashed|not sharded) \\|"));
    }
}
