package org.dodomu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.tools.Unplaced;
import org.junit.jupiter.api.Test;

/** Rules of the house that no compiler knows. */
class HouseRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.dodomu");

    @Test
    void onlyTelegramKnowsTelegramsLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.dodomu.telegram..", "org.dodomu.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.telegram..")
                .check(CLASSES);
    }

    @Test
    void onlyJournalsSpeakInTheLog() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Journal")
                .and()
                .resideOutsideOfPackage("org.dodomu.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..", "java.util.logging..", "org.apache.commons.logging..", "ch.qos.logback..")
                .check(CLASSES);
    }

    @Test
    void theServerOpensNothing() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.dodomu.crypto..", "org.dodomu.tools..", "org.dodomu.sandbox..")
                .and()
                .haveNameNotMatching("org\\.dodomu\\.cases\\.CaseKeys|org\\.dodomu\\.desk\\.RosterFounding")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Identity.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(HybridIdentity.class)
                .check(CLASSES);
    }

    @Test
    void everyBoxIsFoundWhenTheMasterKeyIsRotated() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.dodomu.crypto..", "org.dodomu.storage..")
                .should()
                .callMethod(MasterKey.class, "box", Purpose.class, SecureRandom.class)
                .because("only what org.dodomu.storage.Boxed names is sealed anew when the master key is rotated:"
                        + " name the collection there, with a purpose of its own, and use its boxes(master, random)")
                .check(CLASSES);
    }

    @Test
    void everyCollectionHasItsPlaceInABackup() {
        assertThat(Unplaced.collections()).as(Unplaced.ADVICE).isEmpty();
    }

    @Test
    void theApplicationDoesNotKnowTheSandbox() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.dodomu.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dodomu.sandbox..")
                .check(CLASSES);
    }
}
