package org.dodomu.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dodomu.cases.CaseUnknown;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyLog;
import org.dodomu.desk.Member;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The custody log over all cases, for auditors and leads: who, what, which case and when. It has no content to give. */
@RestController
class CustodyEndpoint {

    private static final int ROWS = 100;
    private static final String CHAIN =
            "[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}|member:m-[0-9a-z]{8}|epoch:[a-z0-9-]{1,32}:[0-9]{1,9}";
    private static final String MOMENT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z";
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,9})\\.(" + CHAIN + ")");

    private final CustodyLog log;
    private final Custody custody;

    CustodyEndpoint(CustodyLog log, Custody custody) {
        this.log = log;
        this.custody = custody;
    }

    record Listed(List<CustodyLog.Row> rows, Optional<String> next) {}

    @GetMapping("/api/custody")
    Listed list(@RequestParam Map<String, String> asked, Member member) {
        Rights.toReadCustody(member);
        CustodyLog.Wanted wanted = new CustodyLog.Wanted(
                given(asked, "case").map(one -> Asked.matching(one, CHAIN)),
                given(asked, "act").map(one -> Act.of(one).orElseThrow(Malformed::new)),
                given(asked, "by").map(one -> Asked.matching(one, "m-[0-9a-z]{8}|line|reporter")),
                given(asked, "from").map(CustodyEndpoint::moment),
                given(asked, "to").map(CustodyEndpoint::moment));
        CustodyLog.Page page = log.page(wanted, given(asked, "after").map(CustodyEndpoint::place), ROWS);
        return new Listed(page.rows(), page.next().map(CustodyEndpoint::token));
    }

    record Chain(Map<String, Object> log, boolean signed) {}

    /** One chain, from its first record on, with the hashes and signatures by which it is checked. */
    @GetMapping("/api/custody/chain")
    Chain chain(@RequestParam Map<String, String> asked, Member member) {
        Rights.toReadCustody(member);
        String name = Asked.matching(asked.get("of"), CHAIN);
        if (custody.of(name).isEmpty()) {
            throw new CaseUnknown();
        }
        return new Chain(custody.log(name), custody.unbroken(name));
    }

    private static Optional<String> given(Map<String, String> asked, String name) {
        return Optional.ofNullable(asked.get(name));
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(Asked.matching(text, MOMENT));
        } catch (DateTimeException noMoment) {
            throw new Malformed();
        }
    }

    private static CustodyLog.Place place(String token) {
        Matcher read = PLACE.matcher(token);
        if (!read.matches()) {
            throw new Malformed();
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(read.group(1)));
        return new CustodyLog.Place(at, read.group(3), Integer.parseInt(read.group(2)));
    }

    private static String token(CustodyLog.Place place) {
        return place.at().toEpochMilli() + "." + place.n() + "." + place.chain();
    }
}
