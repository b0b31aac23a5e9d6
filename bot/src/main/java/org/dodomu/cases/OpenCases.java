package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** How much members still have to do. */
@Component
public class OpenCases {

    private final CaseDocuments documents;

    OpenCases(CaseDocuments documents) {
        this.documents = documents;
    }

    /** How many of these cases have not ended. */
    public long among(Collection<CaseNumber> numbers) {
        return documents
                .cases()
                .countDocuments(Filters.and(
                        Filters.in(
                                "_id", numbers.stream().map(CaseNumber::value).toList()),
                        Filters.nin("state", CaseState.endedCodes())));
    }
}
