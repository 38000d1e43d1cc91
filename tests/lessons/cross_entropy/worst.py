"""The states that take most of a processor, of memory or of a message, as far as they are known."""

EIGHT = "301.25,7.125,112.5,55.75,219,93.0625,13,200"
WORST = {
    "": [
        {"p": EIGHT, "q": ",".join(EIGHT.split(",")[::-1]), "unit": "nats"},
        {"p": EIGHT, "q": "0.001,1000000,0.001,1,2,3,4,5", "highlight": "P5", "unit": "hartleys"},
    ],
    "kl-direction": [
        {
            "kl-direction.hills": hills,
            "kl-direction.mean": "1.234",
            "kl-direction.width": width,
            "kl-direction.step": "2",
        }
        for hills in ("0", "1.758", "2.499")
        for width in ("0.5", "2.599")
    ],
    "likelihood": [{"likelihood.heads": "7", "likelihood.b": "0.12345", "unit": "hartleys"}],
    "mutual-information": [{"mutual-information.joint": "1.5,2.25,3.125,4.0625", "unit": "nats"}],
}
