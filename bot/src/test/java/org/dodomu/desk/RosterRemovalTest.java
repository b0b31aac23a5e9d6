package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.dodomu.crypto.SigningKey;
import org.junit.jupiter.api.Test;

class RosterRemovalTest {

    private static final ThreeLeads LINE = new ThreeLeads();
    private static final SampleRosters SAMPLE = LINE.sample;
    private static final Member FIRST = LINE.founded.get(0);
    private static final Member SECOND = LINE.founded.get(1);
    private static final Member OPERATOR = LINE.founded.get(2);
    private static final Map<MemberId, SigningKey> FIRST_AND_THIRD =
            Map.of(SAMPLE.firstLead, SAMPLE.first, LINE.thirdLead.id(), LINE.third);

    private static VerifiedRoster verify(SignedRoster third) {
        return SAMPLE.verify(SAMPLE.version1, LINE.version2, third);
    }

    private static void unproven(ThreeLeads.Draft draft, Map<MemberId, SigningKey> keys) {
        assertThatThrownBy(() -> verify(draft.signedBy(keys))).isInstanceOf(RosterUnproven.class);
    }

    @Test
    void whoeverLosesADesksKeyMakesItsNextEpochNecessary() {
        Member verifier = ThreeLeads.as(OPERATOR, List.of(Role.VERIFIER), OPERATOR.desks());
        Member elsewhere = ThreeLeads.as(OPERATOR, OPERATOR.roles(), List.of());
        Member[][] changes = {
            {FIRST, SECOND, LINE.thirdLead},
            {FIRST, SECOND, LINE.thirdLead, verifier},
            {FIRST, SECOND, LINE.thirdLead, elsewhere},
            {FIRST, LINE.thirdLead, OPERATOR},
        };
        for (Member[] members : changes) {
            unproven(LINE.third(LINE.desk, members), FIRST_AND_THIRD);
            assertThat(verify(LINE.third(SAMPLE.nextEpoch, members).signedBy(FIRST_AND_THIRD))
                            .publicPart()
                            .desks()
                            .get(0)
                            .epoch())
                    .isEqualTo(2);
        }
    }

    @Test
    void whoeverKeepsTheDesksKeyByAnotherRoleNeedsNoNewEpoch() {
        Member leading = ThreeLeads.as(LINE.thirdLead, List.of(Role.OPERATOR), LINE.thirdLead.desks());
        ThreeLeads.Draft draft = LINE.third(LINE.desk, FIRST, SECOND, OPERATOR, leading);
        Map<MemberId, SigningKey> both = Map.of(SAMPLE.firstLead, SAMPLE.first, SAMPLE.secondLead, SAMPLE.second);
        assertThat(verify(draft.signedBy(both)).publicPart().leads()).hasSize(2);
    }

    @Test
    void aRemovedLeadsOwnSignatureDoesNotCount() {
        ThreeLeads.Draft removed = LINE.third(SAMPLE.nextEpoch, FIRST, LINE.thirdLead, OPERATOR);
        unproven(removed, Map.of(SAMPLE.firstLead, SAMPLE.first, SAMPLE.secondLead, SAMPLE.second));
        unproven(removed, Map.of(LINE.thirdLead.id(), LINE.third, SAMPLE.secondLead, SAMPLE.second));
        assertThat(verify(removed.signedBy(FIRST_AND_THIRD)).member(SAMPLE.secondLead.value()))
                .isEmpty();
    }

    @Test
    void neitherDoesThatOfOneWhoLeadsNoMore() {
        Member demoted = ThreeLeads.as(SECOND, List.of(Role.OPERATOR), SECOND.desks());
        ThreeLeads.Draft draft = LINE.third(LINE.desk, FIRST, demoted, LINE.thirdLead, OPERATOR);
        unproven(draft, Map.of(SAMPLE.firstLead, SAMPLE.first, SAMPLE.secondLead, SAMPLE.second));
        assertThat(verify(draft.signedBy(FIRST_AND_THIRD)).publicPart().leads()).hasSize(2);
    }
}
