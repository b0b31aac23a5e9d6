package org.dodomu;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(DodomuApplication.class);

    @Test
    void eachPackageUsesOnlyWhatItDeclares() {
        modules.verify();
    }

    @Test
    void drawsThePackages() {
        new Documenter(modules).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}
