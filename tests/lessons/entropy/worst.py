"""The states that take most of a processor, of memory or of a message, as far as they are known."""

WORST = {
    "": [
        {
            "p": "301.25,7.125,112.5,55.75,219,93.0625,13,200",
            "names": ",".join("ß漢😀_漢zß漢😀_漢zß漢" + str(i) for i in range(8)),
        },
        {"p": "1234567.125,9999999.5,7,0.25,5,3,2,1", "unit": "hartleys"},
    ],
    "information-gain": [{"information-gain.counts": "12,0,0,11", "unit": "hartleys"}],
}
