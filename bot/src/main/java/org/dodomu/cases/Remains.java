package org.dodomu.cases;

/** What another package keeps of a case beside the case itself; it goes with it. Each may be asked several times. */
public interface Remains {

    /** Destroys it. When this throws, it is asked again later. */
    void destroy(CaseNumber number);
}
